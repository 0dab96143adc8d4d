// A text area and a shared text, kept the same. Nobody's caret moves because somebody else writes.
import { apart, difference, followed, moved, write } from "./characters.js"

export class Field {
  constructor(area, text, undo) {
    Object.assign(this, { area, text })
    this.shown = area.value
    this.composing = false
    this.rest = null
    this.waiting = [] // What others did while a character is being composed here.
    area.addEventListener("compositionstart", () => (this.composing = true))
    area.addEventListener("compositionend", () => {
      this.composing = false
      this.take()
    })
    area.addEventListener("input", () => this.composing || this.take())
    area.addEventListener("focus", () => this.comeBack())
    area.addEventListener("keydown", (event) => undone(event, undo))
    text.observe((event, transaction) => {
      if (transaction.origin === this) return
      if (this.composing) this.waiting.push(event.delta)
      else this.show([event.delta])
    })
  }

  get focused() {
    return document.activeElement === this.area
  }

  get selection() {
    const { selectionStart, selectionEnd, selectionDirection } = this.area
    const [begin, end, direction] = this.rest ?? [selectionStart, selectionEnd, selectionDirection]
    return direction === "backward" ? [end, begin] : [begin, end]
  }

  select(anchor, head) {
    this.place(ordered(anchor, head))
  }

  // A field that is not focused forgets its caret when its text changes, and one browser would focus it.
  place(ends) {
    this.rest = this.focused ? null : ends
    if (this.focused) return this.area.setSelectionRange(...ends)
    this.left = where(this.area)
  }

  // Unless somebody has put the caret somewhere in the meantime.
  comeBack() {
    const { area, rest, left } = this
    this.rest = null
    if (rest && where(area) === left) area.setSelectionRange(...rest)
  }

  focus() {
    this.area.focus()
  }

  // What was typed goes into the shared text.
  take() {
    const { area, waiting } = this
    const change = difference(this.shown, area.value, area.selectionStart)
    const { at, removed, text } = change
    if (!removed && !text && !waiting.length) return
    const place = waiting.reduce(moved, at)
    const caret = place + area.selectionStart - at
    const steps = waiting.length
      ? [...stillThere(at, removed, waiting), { at: place, text }]
      : apart(this.shown, change)
    this.waiting = []
    this.shown = area.value
    write(this.text, steps, this)
    if (this.text.toString() === this.shown) return
    this.show([])
    if (waiting.length) this.select(caret, caret)
  }

  show(deltas) {
    const { area } = this
    const { scrollTop } = area
    const now = (place) => deltas.reduce(moved, place)
    const [anchor, head] = this.selection.map(now)
    this.shown = this.text.toString()
    area.value = this.shown
    this.rest = ordered(anchor, head)
    if (area.value !== this.shown) return this.tidy()
    this.place(this.rest)
    area.scrollTop = scrollTop
  }

  // Other programs may write line ends that no field can show; places would not be the same any more.
  tidy() {
    const { text } = this
    text.doc.transact(() => {
      for (let at = this.shown.length; at--; ) {
        if (this.shown[at] !== "\r") continue
        text.delete(at, 1)
        if (this.shown[at + 1] !== "\n") text.insert(at, "\n")
      }
    })
  }
}

const ordered = (anchor, head) => (anchor > head ? [head, anchor, "backward"] : [anchor, head, "forward"])
const where = ({ selectionStart, selectionEnd }) => `${selectionStart}-${selectionEnd}`

// The stretches of [at, at + removed) that others have left there, the last first.
function stillThere(at, removed, waiting) {
  const found = []
  for (let place = at; place < at + removed; place++) {
    const now = waiting.reduce(followed, place)
    const last = found.at(-1)
    if (last && last.at + last.removed === now) last.removed++
    else if (now >= 0) found.push({ at: now, removed: 1 })
  }
  return found.reverse()
}

// A field that others write in forgets what to undo; here only what was written in this window is undone.
function undone(event, undo) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return
  const key = event.key.toLowerCase()
  if (key !== "z" && key !== "y") return
  event.preventDefault()
  if (key === "y" || event.shiftKey) undo.redo()
  else undo.undo()
}

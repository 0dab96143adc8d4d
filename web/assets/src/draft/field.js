// A text area and a shared text, kept the same. Nobody's caret moves because somebody else writes.

const high = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xd800
const low = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00

// What changed between two texts: one stretch, and never half a character.
export function difference(before, after, caret = after.length) {
  let begin = 0
  const shorter = Math.min(before.length, after.length)
  // Where letters repeat, the caret says which of them is new.
  const limit = Math.min(shorter, Math.max(0, caret - Math.max(0, after.length - before.length)))
  while (begin < limit && before[begin] === after[begin]) begin++
  let end = 0
  while (end < shorter - begin && before.at(-1 - end) === after.at(-1 - end)) end++
  if (begin && (high(before, begin - 1) || high(after, begin - 1))) begin--
  if (end && (low(before, before.length - end) || low(after, after.length - end))) end--
  return { at: begin, removed: before.length - begin - end, text: after.slice(begin, after.length - end) }
}

// Where a place in the text is after somebody else's change.
export function moved(place, delta) {
  let at = 0
  for (const step of delta) {
    if (step.retain) at += step.retain
    else if (step.insert) {
      if (at < place) place += step.insert.length
      at += step.insert.length
    } else if (step.delete && at < place) place -= Math.min(step.delete, place - at)
  }
  return place
}

export class Field {
  constructor(area, text) {
    Object.assign(this, { area, text })
    this.shown = area.value
    this.composing = false
    area.addEventListener("compositionstart", () => (this.composing = true))
    area.addEventListener("compositionend", () => {
      this.composing = false
      this.take()
    })
    area.addEventListener("input", () => this.composing || this.take())
    text.observe((event, transaction) => {
      if (transaction.origin !== this && !this.composing) this.show(event.delta)
    })
  }

  // What was typed goes into the shared text.
  take() {
    const { at, removed, text } = difference(this.shown, this.area.value, this.area.selectionStart)
    this.shown = this.area.value
    this.text.doc.transact(() => {
      if (removed) this.text.delete(at, removed)
      if (text) this.text.insert(at, text)
    }, this)
    if (this.text.toString() !== this.shown) this.show([])
  }

  show(delta) {
    const { area } = this
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = area
    this.shown = this.text.toString()
    area.value = this.shown
    if (document.activeElement === area) {
      area.setSelectionRange(moved(selectionStart, delta), moved(selectionEnd, delta), selectionDirection)
    }
    area.scrollTop = scrollTop
  }
}

// An editor on the shared text that shows where others write, each with their name. It knows nothing of
// how the text is shared: changes come as deltas and go to `text`, and `others` says who is where.
import { standardKeymap } from "@codemirror/commands"
import { Annotation, EditorState } from "@codemirror/state"
import { EditorView, keymap, ViewPlugin } from "@codemirror/view"
import { apart, clean, widened, write } from "./characters.js"
import { drawn, turning } from "./cursors.js"

const fromOthers = Annotation.define()
const moved = Annotation.define()

export class Full {
  constructor({ area, text, selection, presence, undo, nonce, told }) {
    Object.assign(this, { text, presence, told })
    this.view = new EditorView({
      doc: text.toString(),
      selection: { anchor: selection[0], head: selection[1] },
      extensions: [
        EditorState.lineSeparator.of("\n"), // As the shared text has them: places are the same in both.
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        EditorView.cspNonce.of(nonce),
        EditorView.clipboardInputFilter.of(clean),
        EditorView.editorAttributes.of({ class: "input as-print" }),
        EditorView.contentAttributes.of(attributes(area)),
        keymap.of([...keys(undo), ...standardKeymap]),
        EditorView.domEventHandlers({ beforeinput: (event) => fromMenu(event, undo) }),
        this.bound(),
      ],
    })
    area.after(this.view.dom)
    this.heard = (event, { origin }) => origin !== this && this.take(event.delta)
    text.observe(this.heard)
    this.seen = () => this.view.dispatch({ annotations: moved.of(true) })
    presence.awareness.on("change", this.seen)
  }

  get focused() {
    return this.view.contentDOM === document.activeElement
  }

  get selection() {
    const { anchor, head } = this.view.state.selection.main
    return [anchor, head]
  }

  select(anchor, head) {
    this.view.dispatch({ selection: { anchor, head }, scrollIntoView: true })
  }

  focus() {
    this.view.focus()
  }

  close() {
    this.text.unobserve(this.heard)
    this.presence.awareness.off("change", this.seen)
    this.view.destroy()
  }

  // What others wrote. The own caret stays where it is in the words.
  take(delta) {
    const changes = []
    let at = 0
    for (const step of delta) {
      if (step.insert) changes.push({ from: at, insert: step.insert })
      else if (step.delete) changes.push({ from: at, to: at + step.delete })
      at += step.retain ?? step.delete ?? 0
    }
    this.view.dispatch({ changes, annotations: fromOthers.of(true) })
  }

  // What was written here.
  give({ changes, startState, transactions }) {
    if (transactions.some((one) => one.annotation(fromOthers))) return
    const before = startState.doc.toString()
    const steps = []
    changes.iterChanges((from, to, _, __, inserted) => {
      const change = widened(before, { at: from, removed: to - from, text: inserted.toString() })
      steps.unshift(...apart(before, change))
    })
    write(this.text, steps, this)
  }

  bound() {
    const full = this
    class Bound {
      constructor(view) {
        this.decorations = drawn(full.presence.others(), view.state.doc.length)
        view.requestMeasure(turning)
      }

      update(update) {
        if (update.docChanged) full.give(update)
        if (update.docChanged || update.transactions.some((one) => one.annotation(moved))) {
          this.decorations = drawn(full.presence.others(), update.state.doc.length)
        }
        if (update.docChanged || update.geometryChanged || update.transactions.length) {
          update.view.requestMeasure(turning)
        }
        if (update.selectionSet || update.focusChanged) full.told()
      }
    }
    return ViewPlugin.fromClass(Bound, { decorations: (one) => one.decorations })
  }
}

// What the plain field says of itself, the other one says too.
function attributes(area) {
  const label = area.labels[0]
  label.id ||= `${area.id}-label`
  return {
    "aria-labelledby": label.id,
    "aria-describedby": area.getAttribute("aria-describedby") ?? "",
    autocapitalize: "sentences",
    autocorrect: "on",
    dir: "auto",
    lang: area.lang,
    spellcheck: "true",
    writingsuggestions: "true",
  }
}

// Only what was written in this window is undone. Tab is not among the keys: it leads on.
const keys = (undo) =>
  [
    ["Mod-z", () => undo.undo()],
    ["Mod-y", () => undo.redo()],
    ["Mod-Shift-z", () => undo.redo()],
  ].map(([key, act]) => ({ key, run: () => (act(), true), preventDefault: true }))

// The browser's own menu, or a phone that is shaken, may ask for the same.
function fromMenu(event, undo) {
  if (!["historyUndo", "historyRedo"].includes(event.inputType)) return false
  event.preventDefault()
  if (event.inputType === "historyUndo") undo.undo()
  else undo.redo()
  return true
}

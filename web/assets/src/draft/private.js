// The box beside the draft. What is in it goes into the shared text where its writer was last, when they
// say so, and comes back into the box if the server does not take it.
import * as Y from "yjs"

export class Private {
  constructor(form, text) {
    Object.assign(this, { form, text, put: "" })
    this.field = form.querySelector("textarea")
    const { reader, begun } = history.state?.draft ?? {}
    if (begun && !this.field.value && reader === document.body.dataset.reader) this.fill(begun)
    addEventListener("beforeunload", () => this.keep())
  }

  // What was begun here is there again when this window loads the page anew or comes back to it.
  keep() {
    const draft = { reader: document.body.dataset.reader, begun: this.field.value }
    history.replaceState({ ...history.state, draft }, "")
  }

  // Remembers a place by the words around it: others may write before it.
  remember(at) {
    this.place = Y.createRelativePositionFromTypeIndex(this.text, at, -1)
  }

  // Puts it there; the place after it, or nothing if there was nothing to put.
  give() {
    const passage = this.field.value.trim()
    if (!passage) return null
    const at = this.at()
    const text = this.text.toString()
    const first = !at || /\s/.test(text[at - 1]) ? "" : this.place ? " " : "\n"
    const last = at < text.length && !/[\s.,;:!?)]/.test(text[at]) ? " " : ""
    this.text.doc.transact(() => this.text.insert(at, first + passage + last), this)
    this.put = this.field.value
    this.fill("")
    const end = at + first.length + passage.length
    this.remember(end)
    return end
  }

  at() {
    const found = this.place && Y.createAbsolutePositionFromRelativePosition(this.place, this.text.doc)
    return found ? found.index : this.text.length
  }

  // It is kept. Whether there was anything to keep.
  kept() {
    const { put } = this
    this.put = ""
    return put
  }

  refused() {
    if (this.put && !this.field.value) this.fill(this.put)
    this.put = ""
  }

  fill(value) {
    this.field.value = value
    this.field.dispatchEvent(new Event("input", { bubbles: true }))
  }
}

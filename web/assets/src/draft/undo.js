// Undoing what was written in this window, and nothing that others wrote, whoever wrote in between. The
// library has this too, for every kind of document; this is for one text, and a third of the size.
import * as Y from "yjs"

const TOGETHER = 500

export class Undo {
  constructor(text, origins) {
    Object.assign(this, { text, origins, steps: [], undone: [], going: null })
    this.before = text.toString()
    text.observe((event, transaction) => {
      if (transaction.origin === this) this.going.push(this.step(event, transaction))
      else if (origins.has(transaction.origin)) this.add(this.step(event, transaction))
      this.before = text.toString()
    })
  }

  undo() {
    this.go(this.steps, this.undone)
  }

  redo() {
    this.go(this.undone, this.steps)
  }

  // What was done: a stretch of our own numbers, and what was taken out, each with its place.
  step({ delta }, { doc, beforeState }) {
    const gone = []
    let at = 0
    let old = 0
    for (const { retain = 0, insert = "", delete: length = 0 } of delta) {
      if (length) gone.push({ text: this.before.slice(old, old + length), place: this.placed(at) })
      at += retain + insert.length
      old += retain + length
    }
    const begin = beforeState.get(doc.clientID) ?? 0
    return { begin, end: Y.getState(doc.store, doc.clientID), gone, time: Date.now() }
  }

  placed(at) {
    return Y.createRelativePositionFromTypeIndex(this.text, at, -1)
  }

  // Letters typed one after the other go together.
  add(step) {
    const last = this.steps.at(-1)
    const typed = last && !last.gone.length && !step.gone.length && last.end === step.begin
    if (typed && step.time - last.time < TOGETHER) Object.assign(last, { end: step.end, time: step.time })
    else this.steps.push(step)
    this.undone.length = 0
  }

  go(steps, other) {
    const step = steps.pop()
    if (!step) return
    this.going = other
    this.text.doc.transact(() => {
      this.takeOut(step)
      for (const { text, place } of step.gone.reverse()) {
        const found = Y.createAbsolutePositionFromRelativePosition(place, this.text.doc)
        this.text.insert(found?.index ?? this.text.length, text)
      }
    }, this)
  }

  // Of what was written then, whatever is still there.
  takeOut({ begin, end }) {
    const { text } = this
    const found = []
    let at = 0
    for (let item = text._start; item; item = item.right) {
      if (item.deleted) continue
      const { client, clock } = item.id
      const first = Math.max(begin, clock)
      const last = Math.min(end, clock + item.length)
      if (client === text.doc.clientID && first < last) found.unshift([at + first - clock, last - first])
      at += item.length
    }
    for (const [place, length] of found) text.delete(place, length)
  }
}

// What of our own writing the server has kept. It tells by sending every change back once it is durable.
import * as Y from "yjs"

export class Saving {
  constructor(doc, told) {
    this.doc = doc
    this.told = told
    this.kept = 0
    this.removals = []
    this.server = new Y.Doc()
  }

  // The text as the server has it, for as much as it has told.
  get text() {
    return this.server.getText("text").toString()
  }

  get done() {
    return this.removals.length === 0 && this.kept >= Y.getState(this.doc.store, this.doc.clientID)
  }

  // A change of ours: what it takes out has to come back to us, too.
  sent(update) {
    this.removals.push(...ranges(update))
    this.told()
  }

  // The server says how far it has us: after a break, before anything comes back.
  known(state) {
    this.kept = Math.max(this.kept, state.get(this.doc.clientID) ?? 0)
    this.told()
  }

  heard(update) {
    Y.applyUpdate(this.server, update)
    const { structs } = Y.decodeUpdate(update)
    for (const one of structs) {
      if (one.id.client === this.doc.clientID) this.kept = Math.max(this.kept, one.id.clock + one.length)
    }
    const gone = ranges(update)
    this.removals = this.removals.flatMap((one) => gone.reduce((left, each) => without(left, each), [one]))
    this.told()
  }
}

function ranges(update) {
  const found = []
  for (const [client, some] of Y.decodeUpdate(update).ds.clients) {
    for (const { clock, len } of some) found.push({ client, begin: clock, end: clock + len })
  }
  return found
}

function without(ranges, gone) {
  return ranges.flatMap((one) => {
    if (one.client !== gone.client || gone.end <= one.begin || gone.begin >= one.end) return [one]
    return [
      { ...one, end: Math.min(one.end, gone.begin) },
      { ...one, begin: Math.max(one.begin, gone.end) },
    ].filter((left) => left.begin < left.end)
  })
}

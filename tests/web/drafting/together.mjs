// Several people write one draft through the y-websocket provider as it comes from npm, nothing changed.
//
//     node together.mjs '{"draft", "origin", "urls"?, "cookies": […], "edits": [[[at, remove, insert], …], …]}'
//
// Each writes their own edits, at places clipped to the text as it is for them at that moment. When everybody has
// everything, and a late joiner, too, prints {"text", "same", "whole", "edits"}: whether all ends are the same (the
// text, how far each window has written, and what is deleted), the document as an update, and how much was done.
import { readFileSync } from "node:fs"
import { WebSocket } from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"

const given = JSON.parse(readFileSync(0, "utf8"))
const AT_ONCE = given.atOnce ?? 20

function joined(cookie, index) {
  const origin = given.urls?.[index] ?? given.origin
  class Socket extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, { headers: { Cookie: cookie, Origin: origin } })
    }
  }
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(origin.replace("http", "ws") + "/live/drafts", given.draft, doc, {
    WebSocketPolyfill: Socket,
    disableBc: true,
  })
  return { doc, text: doc.getText("text"), provider }
}

const synced = (one) => new Promise((done) => (one.provider.synced ? done() : one.provider.once("sync", done)))

const snapshot = (one) => Y.encodeSnapshot(Y.snapshot(one.doc))
const equal = (one, other) => Buffer.compare(snapshot(one), snapshot(other)) === 0

async function until(holds) {
  const end = Date.now() + (given.within ?? 60_000)
  while (!holds()) {
    if (Date.now() > end) throw new Error("it never came to hold")
    await new Promise((done) => setTimeout(done, 10))
  }
}

let done = 0

async function write(one, edits) {
  for (let begin = 0; begin < edits.length; begin += AT_ONCE) {
    for (const [at, remove, insert] of edits.slice(begin, begin + AT_ONCE)) {
      one.doc.transact(() => {
        const place = Math.min(at, one.text.length)
        const gone = Math.min(remove, one.text.length - place)
        if (gone) one.text.delete(place, gone)
        if (insert) one.text.insert(place, insert)
        if (gone || insert) done += 1
      })
    }
    await new Promise((done) => setTimeout(done, given.pause ?? 0))
  }
}

const people = given.cookies.map(joined)
await Promise.all(people.map(synced))
await Promise.all(people.map((one, index) => write(one, given.edits[index])))
await until(() => people.every((one) => equal(one, people[0])))
const late = joined(given.cookies[0], 0)
await synced(late)
await until(() => equal(late, people[0]))
const ends = [...people, late]
const text = people[0].text.toString()
for (const one of ends) one.provider.destroy()
process.stdout.write(
  JSON.stringify({
    text,
    same: ends.every((one) => one.text.toString() === text && equal(one, late)),
    whole: Buffer.from(Y.encodeStateAsUpdate(late.doc)).toString("base64"),
    edits: done,
  }) + "\n",
  () => process.exit(0), // Not before: a long answer would end in the middle.
)

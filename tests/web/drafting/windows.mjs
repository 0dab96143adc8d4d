// Windows on a draft that are told what to do, one line of JSON on stdin after the other; each is answered with a line.
//
//     {"join": "ana", "origin", "draft", "cookie", "through"?: "provider" | "page"}
//     {"who": "ana", "do": "write", "at", "remove"?, "insert"?}      places are clipped to the text
//     {"who": "ana", "do": "type", "edits": [[at, remove, insert], …], "pause"?}   goes on by itself
//     {"who": "ana", "do": "typed", "count"}                          wait until so much of that is typed
//     {"who": "ana", "do": "leave" | "return"}                        the line breaks, and is mended
//     {"who": "ana", "do": "see"}
//     {"same": ["ana", "ben"], "holding"?: "text"}                    wait until they hold the same
//
// "provider" is y-websocket as it comes from npm, nothing changed; "page" is the connection of our own pages.
import { createInterface } from "node:readline"
import { WebSocket } from "ws"
import { WebsocketProvider } from "y-websocket"
import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"

const windows = {}
const WITHIN = 60_000

function socketOf(cookie, origin, breaks) {
  return class extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, { headers: { Cookie: cookie, Origin: origin } })
      breaks.socket = this
    }
  }
}

function byProvider({ origin, draft, cookie }) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(origin.replace("http", "ws") + "/live/drafts", draft, doc, {
    WebSocketPolyfill: socketOf(cookie, origin, {}),
    disableBc: true,
    maxBackoffTime: 500,
  })
  return {
    doc,
    synced: () => provider.synced,
    leave: () => provider.disconnect(),
    return: () => provider.connect(),
  }
}

// Our own connection reads whose socket it opens from its address: a browser would know its cookie by itself.
async function byPage({ origin, draft, cookie }) {
  globalThis.addEventListener ??= () => {}
  globalThis.document ??= { addEventListener() {}, hidden: false }
  const { Connection } = await import("../../../web/assets/src/draft/connection.js")
  const { Saving } = await import("../../../web/assets/src/draft/saving.js")
  const doc = new Y.Doc()
  const line = { cut: false }
  class Socket extends WebSocket {
    constructor(url) {
      super(line.cut ? "ws://127.0.0.1:9/" : url, { headers: { Cookie: cookie, Origin: origin } })
      line.socket = this
      this.on("error", () => {})
    }
  }
  const saving = new Saving(doc, () => {})
  const address = `${origin.replace("http", "ws")}/live/drafts/${draft}`
  sockets.set(`${address}?${doc.clientID}`, Socket)
  globalThis.WebSocket = Chosen
  const connection = new Connection(`${address}?${doc.clientID}`, doc, new Awareness(doc), saving, () => {}, () => {})
  return {
    doc,
    synced: () => connection.synced,
    saved: () => saving.done && connection.state === "live",
    leave: () => {
      line.cut = true
      line.socket.terminate()
    },
    return: () => {
      line.cut = false
    },
  }
}

const sockets = new Map()
class Chosen {
  static OPEN = WebSocket.OPEN
  constructor(url) {
    return new (sockets.get(url))(url)
  }
}

async function until(holds, what) {
  const end = Date.now() + WITHIN
  while (!holds()) {
    if (Date.now() > end) throw new Error(`it never came to hold: ${what}`)
    await new Promise((done) => setTimeout(done, 10))
  }
}

function write({ doc, text }, at, remove, insert) {
  doc.transact(() => {
    const place = Math.min(at, text.length)
    const gone = Math.min(remove, text.length - place)
    if (gone) text.delete(place, gone)
    if (insert) text.insert(place, insert)
  })
}

async function type(one, edits, pause) {
  one.typing = true
  one.typed = 0
  for (const [at, remove, insert] of edits) {
    write(one, at, remove, insert)
    one.typed += 1
    await new Promise((done) => setTimeout(done, pause))
  }
  one.typing = false
}

function seen(one) {
  const whole = Buffer.from(Y.encodeStateAsUpdate(one.doc)).toString("base64")
  return { text: one.text.toString(), whole, saved: one.saved?.() ?? null, typing: one.typing ?? false }
}

const snapshot = (one) => Buffer.from(Y.encodeSnapshot(Y.snapshot(one.doc))).toString("base64")

async function same(names, holding) {
  const them = names.map((name) => windows[name])
  const alike = () => new Set(them.map(snapshot)).size === 1 && (holding == null || them[0].text.toString() === holding)
  await until(() => them.every((one) => !one.typing) && alike() && them.every((one) => one.saved?.() ?? true), "the same")
  return seen(them[0])
}

async function join(given) {
  const one = given.through === "page" ? await byPage(given) : byProvider(given)
  one.text = one.doc.getText("text")
  windows[given.join] = one
  await until(one.synced, `${given.join} comes in`)
  return seen(one)
}

async function done(given) {
  if (given.join) return join(given)
  if (given.same) return same(given.same, given.holding)
  const one = windows[given.who]
  if (given.do === "write") write(one, given.at, given.remove ?? 0, given.insert ?? "")
  else if (given.do === "type") type(one, given.edits, given.pause ?? 0)
  else if (given.do === "typed") await until(() => one.typed >= given.count, "so much typed")
  else if (given.do === "leave" || given.do === "return") one[given.do]()
  return seen(one)
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await done(JSON.parse(line))))
}
process.exit(0)

// The draft's socket: the Yjs sync and awareness protocol, with a way back after every break.
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness"
import { messageYjsSyncStep1, messageYjsSyncStep2, readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync"
import * as Y from "yjs"

const SYNC = 0
const AWARENESS = 1
const AUTH = 2
const FINAL = (code) => code === 1008 || (code >= 4400 && code < 4500)
const LONGEST_WAIT = 10_000

export class Connection {
  constructor(address, doc, awareness, saving, told, ready) {
    Object.assign(this, { address, doc, awareness, saving, told, ready })
    this.synced = false
    this.state = "connecting"
    this.tries = 0
    doc.on("update", (update, origin) => {
      if (origin === this) return
      saving.sent(update)
      this.say((encoder) => {
        encoding.writeVarUint(encoder, SYNC)
        writeUpdate(encoder, update)
      })
    })
    awareness.on("update", ({ added, updated, removed }, origin) => {
      if (origin === this) return
      this.sayPresence([...added, ...updated, ...removed])
    })
    addEventListener("online", () => this.open())
    addEventListener("pagehide", () => removeAwarenessStates(awareness, [doc.clientID], "left"))
    this.open()
  }

  open() {
    if (this.socket || this.refused) return
    clearTimeout(this.timer)
    const socket = new WebSocket(this.address)
    this.socket = socket
    socket.binaryType = "arraybuffer"
    socket.onopen = () => this.opened()
    socket.onmessage = ({ data }) => this.hear(new Uint8Array(data))
    socket.onclose = ({ code, reason }) => this.closed(code, reason)
  }

  opened() {
    this.tries = 0
    this.become("live")
    this.say((encoder) => {
      encoding.writeVarUint(encoder, SYNC)
      writeSyncStep1(encoder, this.doc)
    })
    if (this.awareness.getLocalState()) this.sayPresence([this.doc.clientID])
  }

  closed(code, reason) {
    this.socket = null
    const others = [...this.awareness.getStates().keys()].filter((one) => one !== this.doc.clientID)
    removeAwarenessStates(this.awareness, others, this)
    if (FINAL(code)) {
      this.refused = reason || "closed"
      this.become("refused")
      return
    }
    this.become("offline")
    const wait = Math.min(LONGEST_WAIT, 250 * 2 ** this.tries++) * (0.5 + Math.random() / 2)
    this.timer = setTimeout(() => this.open(), wait)
  }

  hear(data) {
    const decoder = decoding.createDecoder(data)
    const kind = decoding.readVarUint(decoder)
    if (kind === SYNC) this.hearSync(decoder, data)
    else if (kind === AWARENESS) {
      applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this)
    } else if (kind === AUTH) {
      decoding.readVarUint(decoder)
      this.refused = decoding.readVarString(decoder)
    }
  }

  hearSync(decoder, data) {
    const answer = encoding.createEncoder()
    encoding.writeVarUint(answer, SYNC)
    const step = readSyncMessage(decoder, answer, this.doc, this)
    const body = decoding.createDecoder(data)
    decoding.readVarUint(body)
    decoding.readVarUint(body)
    const content = decoding.readVarUint8Array(body)
    if (step === messageYjsSyncStep1) this.saving.known(Y.decodeStateVector(content))
    else this.saving.heard(content)
    if (step === messageYjsSyncStep2 && !this.synced) {
      this.synced = true
      this.ready()
      this.told()
    }
    if (encoding.length(answer) > 1) this.send(encoding.toUint8Array(answer))
  }

  sayPresence(clients) {
    this.say((encoder) => {
      encoding.writeVarUint(encoder, AWARENESS)
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, clients))
    })
  }

  say(write) {
    const encoder = encoding.createEncoder()
    write(encoder)
    this.send(encoding.toUint8Array(encoder))
  }

  // What cannot be sent now is not queued: when the way is free again, both sides say what they have.
  send(data) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(data)
  }

  become(state) {
    this.state = state
    this.told()
  }
}

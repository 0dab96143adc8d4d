// The draft's socket: the Yjs sync and awareness protocol, with a way back after every break.
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness"
import { messageYjsSyncStep1, messageYjsSyncStep2, readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync"
import * as Y from "yjs"

const SYNC = 0
const AWARENESS = 1
const SIGNED_OUT = 4401
const FINAL = (code) => code === 1008 || (code >= 4400 && code < 4500)
const LONGEST_WAIT = 10_000
const SILENCE = 15_000
const AFTER_SLEEP = 4_000

export class Connection {
  constructor(address, doc, awareness, saving, told, ready) {
    Object.assign(this, { address, doc, awareness, saving, told, ready })
    this.synced = false
    this.state = "connecting"
    this.tries = 0
    doc.on("update", (update, origin) => {
      if (origin === this) return
      saving.sent(update)
      this.ask((encoder) => writeUpdate(encoder, update))
    })
    awareness.on("update", ({ added, updated, removed }, origin) => {
      if (origin === this) return
      this.sayPresence([...added, ...updated, ...removed])
    })
    for (const turn of ["online", "offline"]) addEventListener(turn, () => this.wake())
    document.addEventListener("visibilitychange", () => document.hidden || this.wake())
    addEventListener("focus", () => this.socket || this.wake())
    addEventListener("pagehide", () => removeAwarenessStates(awareness, [doc.clientID], "left"))
    this.open()
  }

  open() {
    if (this.socket || this.final) return
    clearTimeout(this.timer)
    const socket = new WebSocket(this.address)
    this.socket = socket
    socket.binaryType = "arraybuffer"
    socket.onopen = () => this.opened()
    socket.onmessage = ({ data }) => this.hear(new Uint8Array(data))
    socket.onclose = ({ code }) => this.closed(code)
  }

  opened() {
    this.askForAll()
    if (this.awareness.getLocalState()) this.sayPresence([this.doc.clientID])
  }

  closed(code) {
    this.expectNothing()
    this.socket = null
    const others = [...this.awareness.getStates().keys()].filter((one) => one !== this.doc.clientID)
    removeAwarenessStates(this.awareness, others, this)
    if (code === SIGNED_OUT) return this.become(code) // Whoever signs in elsewhere and comes back goes on here.
    if (FINAL(code)) {
      this.final = true
      return this.become(code)
    }
    this.become("offline")
    const wait = Math.min(LONGEST_WAIT, 250 * 2 ** this.tries++) * (0.5 + Math.random() / 2)
    this.timer = setTimeout(() => this.open(), wait)
  }

  // After sleep a socket may look open and lead nowhere: it has to answer, or there is a new one.
  wake() {
    if (!this.socket) this.open()
    else if (this.socket.readyState === WebSocket.OPEN) this.askForAll(AFTER_SLEEP)
  }

  askForAll(within) {
    this.ask((encoder) => writeSyncStep1(encoder, this.doc), within)
  }

  // Says something that the server answers: an update comes back when it is kept.
  ask(write, within = SILENCE) {
    const { socket } = this
    if (socket?.readyState !== WebSocket.OPEN) return // When the way is free again, both say what they have.
    this.say((encoder) => {
      encoding.writeVarUint(encoder, SYNC)
      write(encoder)
    })
    this.silence ??= setTimeout(() => {
      socket.onclose = socket.onmessage = null
      socket.close()
      this.closed(0)
    }, within)
  }

  expectNothing() {
    clearTimeout(this.silence)
    this.silence = undefined
  }

  hear(data) {
    this.expectNothing()
    const decoder = decoding.createDecoder(data)
    const kind = decoding.readVarUint(decoder)
    if (kind === SYNC) this.hearSync(decoder, data)
    else if (kind === AWARENESS) {
      applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this)
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
    if (encoding.length(answer) > 1) this.send(encoding.toUint8Array(answer))
    if (step === messageYjsSyncStep2) this.arrived()
  }

  arrived() {
    this.tries = 0
    if (!this.synced) {
      this.synced = true
      this.ready()
    }
    this.become("live")
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

  send(data) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(data)
  }

  become(state) {
    this.state = state
    this.told()
  }
}

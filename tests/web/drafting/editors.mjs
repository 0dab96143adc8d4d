// Two windows on one text, changed at random: one types into the plain field, composing now and then, the other
// changes the shared text in the full editor's way. What one sees is always what both have, and whole.
//
//     node editors.mjs '{"seed", "steps"}'
import { apart, outside, widened, write } from "../../../web/assets/src/draft/characters.js"
import { Field } from "../../../web/assets/src/draft/field.js"
import { Undo } from "../../../web/assets/src/draft/undo.js"
import * as Y from "yjs"

const { seed, steps } = JSON.parse(process.argv[2])
const PIECES = ["a", "b", " ", "\n", "é", "😀", "😁", "👩‍👩‍👧", "क्षि", "שלום", "aa", "12", "\r\n", "\ud83d"]

let state = seed
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

// As much of a text area as a field needs of one.
class Area extends EventTarget {
  #value = ""
  selectionStart = 0
  selectionEnd = 0
  selectionDirection = "forward"
  scrollTop = 0
  get value() {
    return this.#value
  }
  set value(text) {
    this.#value = text.replace(/\r\n?/g, "\n")
    this.selectionStart = this.selectionEnd = this.#value.length
  }
  setSelectionRange(start, end, direction) {
    Object.assign(this, { selectionStart: start, selectionEnd: end, selectionDirection: direction })
  }
  type(at, removed, text) {
    const value = this.#value
    this.#value = value.slice(0, at) + text + value.slice(at + removed)
    this.selectionStart = this.selectionEnd = at + text.length
  }
}

function window_() {
  const doc = new Y.Doc()
  const text = doc.getText("text")
  const area = new Area()
  const origins = new Set()
  const undo = new Undo(text, origins)
  const field = new Field(area, text, undo)
  origins.add(field)
  const sent = []
  doc.on("update", (update, origin) => origin === "line" || sent.push(update))
  return { doc, text, area, field, undo, sent }
}

globalThis.document = { activeElement: null }
const [one, other] = [window_(), window_()]
document.activeElement = one.area

function deliver(from, to) {
  for (const update of from.sent.splice(0)) Y.applyUpdate(to.doc, update, "line")
}

function stretch(text) {
  const at = outside(text, random(text.length + 1))
  const end = outside(text, Math.min(text.length, at + random(4)))
  return [at, Math.max(0, end - at)]
}

const LONE = /\p{Surrogate}/u
const fails = []
const check = (holds, what) => holds || fails.push(what)

function type(side, composing) {
  const { area } = side
  const [at, removed] = stretch(area.value)
  const text = PIECES[random(PIECES.length)].replace("\r", "")
  if (composing) area.dispatchEvent(new Event("compositionstart"))
  area.type(at, removed, text)
  area.dispatchEvent(new Event("input"))
  if (composing) {
    if (random(2)) deliver(other, one)
    area.dispatchEvent(new Event("compositionend"))
  }
}

// Somebody pastes the text over itself with some words changed; one step back, and it is as it was.
function paste(side) {
  const { area, text, undo } = side
  const before = text.toString()
  const after = area.value.replace(/\S+/g, (word) => (random(4) ? word : "new"))
  area.type(0, area.value.length, after)
  area.dispatchEvent(new Event("input"))
  check(text.toString() === after, "something else was pasted")
  if (before === after || random(3)) return
  undo.undo()
  check(text.toString() === before, "one step back is not enough")
}

// The full editor may be told of a change that begins inside a character: the same first half, another second.
function change(side) {
  const before = side.text.toString()
  const [at, removed] = stretch(before)
  const text = PIECES[random(PIECES.length - 1)]
  const after = before.slice(0, at) + text + before.slice(at + removed)
  let begin = at
  while (begin < after.length && begin < before.length && before[begin] === after[begin] && begin < at + removed) begin++
  const whole = widened(before, { at: begin, removed: at + removed - begin, text: after.slice(begin, at + text.length) })
  if (begin > at + text.length) return
  check(!LONE.test(whole.text), `half a character: ${JSON.stringify([before, after, whole])}`)
  write(side.text, apart(before, whole), "full")
}

// What others wrote leaves the caret behind the character behind which it was.
function hear() {
  const { area, doc, text } = one
  const place = Y.createRelativePositionFromTypeIndex(text, area.selectionStart, -1)
  deliver(other, one)
  const { index } = Y.createAbsolutePositionFromRelativePosition(place, doc)
  check(area.selectionStart === index || text.toString().includes("\r"), `the caret jumped from ${index} to ${area.selectionStart}`)
}

for (let step = 0; step < steps; step++) {
  const what = random(13)
  if (what < 4) type(one, what === 0)
  else if (what < 8) change(other)
  else if (what === 8) one.undo.undo()
  else if (what === 9) one.undo.redo()
  else if (what === 10) paste(one)
  else if (random(2)) deliver(one, other)
  else hear()
  check(one.area.value === one.text.toString(), `step ${step}: the field shows something else`)
  check(!LONE.test(one.text.toString()), `step ${step}: half a character`)
}
for (let round = 0; round < 3; round++) {
  deliver(one, other)
  deliver(other, one)
}
check(one.text.toString() === other.text.toString(), "the ends differ")

console.log(JSON.stringify({ fails: fails.slice(0, 5), length: one.text.length }))

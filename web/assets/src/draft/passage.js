// The passage that is selected, for whoever wants to say something about it: told as "draft:selected" once
// the selection rests, and put into the forms that ask for one, unless somebody wrote in them by hand.
import { outside } from "./characters.js"

const SETTLED = 250
const AROUND = 40

let timer
let latest

export function settle(text, place) {
  clearTimeout(timer)
  timer = setTimeout(() => {
    const detail = (latest = passage(text.toString(), place()))
    if (detail) document.dispatchEvent(new CustomEvent("draft:selected", { detail }))
  }, SETTLED)
}

export function passage(text, place) {
  const [begin, end] = place.map((at) => outside(text, at)).sort((one, other) => one - other)
  if (!text.slice(begin, end).trim()) return null
  return {
    text: text.slice(begin, end),
    before: [...text.slice(0, begin)].slice(-AROUND).join(""),
    after: [...text.slice(end, end + 2 * AROUND)].slice(0, AROUND).join(""),
  }
}

const filled = new WeakMap()
const inside = (field, part) => field.form?.querySelector(`[data-draft-${part}]`)

document.addEventListener("draft:selected", ({ detail }) => {
  for (const field of document.querySelectorAll("[data-draft-passage]")) {
    if (!field.value || field.value === filled.get(field)) fill(field, detail)
  }
})

// A form may come, or be opened, when something is selected already.
for (const kind of ["toggle", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    const field = latest && target.closest?.("details, form")?.querySelector("[data-draft-passage]")
    if (field && !field.value && filled.get(field) !== latest.text) fill(field, latest)
  }, true)
}

function fill(field, { text, before, after }) {
  put(field, text)
  put(inside(field, "before"), before)
  put(inside(field, "after"), after)
  filled.set(field, field.value)
}

function put(field, value) {
  if (!field) return
  field.value = value
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

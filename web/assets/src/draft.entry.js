// A draft that several write at once. Without this script, and until the server has answered, its page is
// a form that saves.
import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import { Connection } from "./draft/connection.js"
import { difference, Field } from "./draft/field.js"
import { Saving } from "./draft/saving.js"

const editor = document.querySelector(".draft-editor")
if (editor) begin(editor, editor.querySelector("textarea"))

function begin(editor, area) {
  const doc = new Y.Doc()
  const text = doc.getText("text")
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  const said = document.getElementById("draft-state")
  const here = document.getElementById("draft-here")
  const seen = document.getElementById("draft-seen")
  const scheme = location.protocol === "https:" ? "wss:" : "ws:"
  const address = `${scheme}//${location.host}/live/drafts/${editor.dataset.draft}`
  const saving = new Saving(doc, tell)
  const connection = new Connection(address, doc, awareness, saving, tell, () => ready(area, text))
  const place = () => showPlace(area, text, awareness, seen.checked)
  document.addEventListener("selectionchange", place)
  seen.addEventListener("change", place)
  addEventListener("beforeunload", (event) => saving.done || event.preventDefault())
  document.getElementById("passage").addEventListener("submit", (event) => put(event, text, area), true)
  awareness.on("change", () => (here.textContent = names(awareness, doc, here.dataset.label)))

  function tell() {
    const state = connection?.state ?? "connecting"
    const name = state === "live" ? (saving.done ? "saved" : "saving") : state
    if (said.dataset.state === name || !connection?.synced) return
    said.dataset.state = name
    said.textContent = said.dataset[name] ?? ""
  }
}

// The server's answer makes the field a shared one. What was typed while it was on its way comes with it.
function ready(area, text) {
  const { at, removed, text: typed } = difference(area.defaultValue, area.value)
  const same = text.toString() === area.defaultValue
  if (removed && same) text.delete(at, removed)
  if (typed) text.insert(same ? at : text.length, typed)
  new Field(area, text)
  area.form.addEventListener("submit", stop, true)
  area.form.querySelector("[type=submit]").hidden = true
}

// The page's own script sends forms, too; here nothing is to be sent.
function stop(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

// Others see where somebody writes only if that person wants it.
function showPlace(area, text, awareness, wanted) {
  const writing = wanted && document.activeElement === area
  if (!writing) {
    if (awareness.getLocalState()) awareness.setLocalState(null)
    return
  }
  const at = (index) => Y.createRelativePositionFromTypeIndex(text, index)
  awareness.setLocalState({ cursor: { anchor: at(area.selectionStart), head: at(area.selectionEnd) } })
}

function names(awareness, doc, label) {
  const found = new Set()
  for (const [client, state] of awareness.getStates()) {
    if (client !== doc.clientID && state.user?.name) found.add(state.user.name)
  }
  return found.size ? `${label} ${[...found].sort().join(", ")}` : ""
}

// Before the field is a shared one, the form of its own does this.
function put(event, text, area) {
  if (!area.form.querySelector("[type=submit]").hidden) return
  stop(event)
  const field = event.target.querySelector("textarea")
  const passage = field.value.trim()
  if (passage) text.insert(text.length, text.length ? `\n${passage}` : passage)
  field.value = ""
}

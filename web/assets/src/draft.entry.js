// A draft that several write at once. Without this script, and until the server has answered, its page is
// a form that saves; when the server does not take what this window writes, it is one again.
import { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import { Beginning } from "./draft/beginning.js"
import { apart, difference, write } from "./draft/characters.js"
import { Connection } from "./draft/connection.js"
import { Field } from "./draft/field.js"
import { settle } from "./draft/passage.js"
import { Presence } from "./draft/presence.js"
import { Private } from "./draft/private.js"
import { Saving } from "./draft/saving.js"
import { State } from "./draft/state.js"
import { Undo } from "./draft/undo.js"

const nonce = document.currentScript?.nonce
const part = (name) => document.getElementById(`draft-${name}`)

class Draft {
  constructor(editor) {
    this.area = editor.querySelector("textarea")
    this.seen = this.area.form.querySelector("[name=seen]")
    this.button = this.area.form.querySelector("[type=submit]")
    this.full = editor.dataset.full
    this.doc = new Y.Doc()
    this.text = this.doc.getText("text")
    this.awareness = new Awareness(this.doc)
    this.awareness.setLocalState(null)
    this.state = new State(part("state"))
    this.saving = new Saving(this.doc, () => this.tell())
    this.presence = new Presence(
      this.awareness,
      this.text,
      () => this.now.focused && this.now.selection,
      () => this.shared && part("seen").checked,
    )
    const scheme = location.protocol === "https:" ? "wss:" : "ws:"
    const address = `${scheme}//${location.host}/live/drafts/${editor.dataset.draft}`
    const told = [() => this.tell(), () => this.begin()]
    this.connection = new Connection(address, this.doc, this.awareness, this.saving, ...told)
    addEventListener("beforeunload", (event) => this.leaving || this.saving.done || event.preventDefault())
  }

  // The server's answer makes the field a shared one. What was typed while it was on its way comes with it.
  begin() {
    const { area, text } = this
    const seen = this.seen.value
    const change = difference(seen, area.value)
    const same = text.toString() === seen
    write(text, same ? apart(seen, change) : [{ at: text.length, text: change.text }])
    this.origins = new Set()
    this.undo = new Undo(text, this.origins)
    this.plain = this.now = new Field(area, text, this.undo)
    this.plain.show([])
    this.private = new Private(document.getElementById("passage"), text)
    this.origins.add(this.plain).add(this.private)
    new Beginning(part("beginning"), text, () => this.now.focus())
    this.share(true)
    this.listen()
  }

  share(shared) {
    this.shared = shared
    this.button.hidden = shared
    for (const name of ["names", "seen"]) part(name).disabled = !shared
  }

  listen() {
    const wherever = () => this.moved()
    document.addEventListener("selectionchange", wherever)
    document.addEventListener("focusin", wherever)
    part("seen").addEventListener("change", wherever)
    part("names").addEventListener("change", ({ target }) => this.showNames(target))
    this.awareness.on("change", () => this.tellNames())
    this.area.form.addEventListener("submit", (event) => this.submitted(event), true)
    this.private.form.addEventListener("submit", (event) => this.shared && this.put(event), true)
    this.area.labels[0].addEventListener("click", () => this.now.focus())
    this.area.addEventListener("input", () => (this.leaving = false))
    // Whoever is quick has left the field before it is said where they were.
    this.area.addEventListener("blur", () => this.private.remember(this.plain.selection[1]))
    this.text.observe(() => this.count())
  }

  // Somebody moved in the text, or out of it.
  moved() {
    this.presence.look()
    if (!this.now.focused) return
    this.private.remember(this.now.selection[1])
    settle(this.text, () => this.now.selection)
  }

  tell() {
    const { connection, saving } = this
    if (!connection?.synced && !connection?.final) return
    this.state.tell(connection.state, saving.done)
    if (saving.done && this.private?.kept()) this.note("put", "done")
    if (connection.final && this.shared) this.refused()
  }

  // What is written here is not taken. The page is a form again, with everything that is in it, and says
  // from which text it starts: what others wrote stays.
  refused() {
    const names = part("names")
    names.checked = false
    this.showNames(names)
    this.private.refused()
    this.seen.value = this.saving.text
    this.share(false)
  }

  submitted(event) {
    if (this.shared) stop(event)
    else this.leaving = true
  }

  put(event) {
    stop(event)
    const end = this.private.give()
    if (end === null) return
    this.now.select(end, end)
  }

  note(name, sentence) {
    const place = part(name)
    place.textContent = place.dataset[sentence]
    setTimeout(() => (place.textContent = ""), 8000)
  }

  // The other editor is loaded when somebody wants it. Where one was writing, one is afterwards.
  async showNames(box) {
    if (!box.checked) return this.showPlain()
    if (this.now !== this.plain) return
    try {
      const { Full } = await import(this.full)
      if (!box.checked || !this.shared || this.now !== this.plain) return
      const { area, text, presence, undo } = this
      const { selection } = this.plain
      this.now = new Full({ area, text, selection, presence, undo, nonce, told: () => this.moved() })
      this.origins.add(this.now)
      area.hidden = true
    } catch {
      box.checked = false
      this.note("note", "failed")
    }
  }

  showPlain() {
    const { now, plain } = this
    if (now === plain) return
    const [here, there] = [now.focused, now.selection]
    this.now = plain
    now.close()
    this.area.hidden = false
    plain.select(...there)
    if (here) plain.focus()
  }

  tellNames() {
    const here = part("here")
    const names = [...new Set(this.presence.others().map(({ name }) => name))]
    const said = names.length ? `${here.dataset.label} ${names.join(", ")}` : ""
    if (here.textContent !== said) here.textContent = said
  }

  // How much room is left is counted wherever somebody types.
  count() {
    this.counting ??= setTimeout(() => {
      this.counting = undefined
      this.area.dispatchEvent(new Event("input", { bubbles: true }))
    }, 250)
  }
}

// The page's own script sends forms, too; here nothing is to be sent.
function stop(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

const editor = document.querySelector(".draft-editor")
if (editor) new Draft(editor)

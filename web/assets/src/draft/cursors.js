// Others' cursors: a line where they write, with their name above it, and a line under what they selected.
// Those who hear the page hear who writes in its own place; inside the text it would interrupt.
import { Decoration, WidgetType } from "@codemirror/view"

const KINDS = 4

class Caret extends WidgetType {
  constructor(name, kind) {
    super()
    Object.assign(this, { name, kind })
  }

  eq(other) {
    return other.name === this.name && other.kind === this.kind
  }

  toDOM() {
    const caret = Object.assign(document.createElement("span"), { className: `other-caret writer-${this.kind}` })
    caret.setAttribute("aria-hidden", "true")
    caret.append(Object.assign(document.createElement("span"), { className: "other-name", textContent: this.name }))
    return caret
  }

  ignoreEvent() {
    return true
  }
}

// A person keeps their kind of line, whatever window they write in.
function kindOf(colour) {
  let sum = 0
  for (const letter of colour) sum = (3 * sum + letter.charCodeAt(0)) % 1024
  return 1 + (sum % KINDS)
}

export function drawn(others, length) {
  const found = []
  const carets = new Map()
  for (const { name, colour, anchor, head } of others) {
    if (anchor === null || head === null || anchor > length || head > length) continue
    const kind = kindOf(colour)
    const [from, to] = [anchor, head].sort((one, other) => one - other)
    if (from < to) found.push(Decoration.mark({ class: `other-selection writer-${kind}` }).range(from, to))
    const names = carets.get(head)?.names ?? []
    carets.set(head, { kind, names: names.includes(name) ? names : [...names, name] })
  }
  for (const [head, { kind, names }] of carets) {
    found.push(Decoration.widget({ widget: new Caret(names.join(", "), kind), side: 1 }).range(head))
  }
  return Decoration.set(found, true)
}

// A name that would not end inside the field is written to the other side of its line.
export const turning = {
  key: "names",
  read(view) {
    const { right } = view.scrollDOM.getBoundingClientRect()
    return [...view.contentDOM.querySelectorAll(".other-name")].map((name) => {
      const from = name.parentElement.getBoundingClientRect().left
      return [name, from + name.offsetWidth > right]
    })
  },
  write(found) {
    for (const [name, turned] of found) name.classList.toggle("turned", turned)
  },
}

// The offer to begin with a text that is there already: only while the draft is empty. Whoever is writing
// below it keeps their line where it is; the place closes when they leave the field.
export class Beginning {
  constructor(place, text, focus) {
    Object.assign(this, { place, text, focus })
    if (!place) return
    text.observe(() => this.look())
    this.look()
  }

  look() {
    const { place, text } = this
    const empty = !text.toString().trim()
    const left = place.contains(document.activeElement)
    if (empty || left || !writing()) place.hidden = !empty
    else document.activeElement.addEventListener("blur", () => this.look(), { once: true })
    place.style.visibility = empty ? "" : "hidden"
    if (left && !empty) this.focus()
  }
}

const writing = () => Boolean(document.activeElement?.closest(".draft-editor"))

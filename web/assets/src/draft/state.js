// What became of what was written, in a sentence. Saved and saving are only shown; what somebody has to know
// although they look elsewhere is said to those who hear the page, too.
const QUIET = ["saved", "saving"]

export class State {
  constructor(place) {
    this.place = place
  }

  // `state`: "live", "offline", or the number with which the server closed.
  tell(state, saved) {
    const { place } = this
    const name = state === "live" ? (saved ? "saved" : "saving") : String(state)
    const before = place.dataset.state
    if (before === name) return
    place.dataset.state = name
    place.textContent = place.dataset[name] ?? place.dataset.refused
    const news = !QUIET.includes(name) || (before && !QUIET.includes(before))
    const said = document.getElementById("said")
    if (news && said) said.textContent = place.textContent
  }
}

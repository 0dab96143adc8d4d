// Who is here: of others those who show themselves, and of ourselves only what its writer wants shown.
import * as Y from "yjs"

const SETTLED = 100

export class Presence {
  constructor(awareness, text, place, wanted) {
    Object.assign(this, { awareness, text, place, wanted })
  }

  // Where the caret is, told a moment later: nobody needs to see every step of it.
  look() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.tell()
    }, SETTLED)
  }

  tell() {
    const state = this.wanted() ? this.cursor() : null
    const before = this.awareness.getLocalState()
    if (JSON.stringify(state) !== JSON.stringify(before)) this.awareness.setLocalState(state)
  }

  cursor() {
    const place = this.place()
    if (!place) return null
    const [anchor, head] = place.map((at) => Y.createRelativePositionFromTypeIndex(this.text, at))
    return { cursor: { anchor, head } }
  }

  // The others, by name; each with what they have selected, as places in the text as it is now.
  others() {
    const { awareness, text } = this
    const found = []
    for (const [client, { user, cursor }] of awareness.getStates()) {
      if (client === awareness.clientID || !user?.name || !cursor) continue
      const [anchor, head] = [cursor.anchor, cursor.head].map((one) => index(one, text))
      found.push({ name: user.name, colour: String(user.color), anchor, head })
    }
    return found.sort((one, other) => one.name.localeCompare(other.name))
  }
}

function index(place, text) {
  const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), text.doc)
  return found?.type === text ? found.index : null
}

// Whole characters. Many take two units of a JavaScript text; half of one is refused by the server.
const high = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xd800
const low = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00

// The place itself, or the one before it when it lies inside a character.
export const outside = (text, at) => (at > 0 && high(text, at - 1) && low(text, at) ? at - 1 : at)

// What can be kept of something pasted: line ends as the draft has them, no halves of characters.
export const clean = (text) => text.replace(/\r\n?/g, "\n").replace(/\p{Surrogate}/gu, "\ufffd")

// A stretch that was replaced, made wider where it begins or ends inside a character.
export function widened(before, { at, removed, text }) {
  const begin = outside(before, at)
  const old = at + removed
  const end = outside(before, old) < old ? old + 1 : old
  return { at: begin, removed: end - begin, text: before.slice(begin, at) + text + before.slice(old, end) }
}

// What changed between two texts: one stretch, and never half a character.
export function difference(before, after, caret = after.length) {
  let begin = 0
  const shorter = Math.min(before.length, after.length)
  // Where letters repeat, the caret says which of them is new.
  const limit = Math.min(shorter, Math.max(0, caret - Math.max(0, after.length - before.length)))
  while (begin < limit && before[begin] === after[begin]) begin++
  let end = 0
  while (end < shorter - begin && before.at(-1 - end) === after.at(-1 - end)) end++
  if (begin && (high(before, begin - 1) || high(after, begin - 1))) begin--
  if (end && (low(before, before.length - end) || low(after, after.length - end))) end--
  return { at: begin, removed: before.length - begin - end, text: after.slice(begin, after.length - end) }
}

// Where a place in the text is after somebody else's change.
export function moved(place, delta) {
  let at = 0
  for (const step of delta) {
    if (step.retain) at += step.retain
    else if (step.insert) {
      if (at < place) place += step.insert.length
      at += step.insert.length
    } else if (step.delete && at < place) place -= Math.min(step.delete, place - at)
  }
  return place
}

// Where a character is after somebody else's change; -1 when they took it out.
export function followed(place, delta) {
  let at = 0
  let now = 0
  for (const step of place < 0 ? [] : delta) {
    if (step.insert) now += step.insert.length
    else if (step.delete) {
      if (place >= at && place < at + step.delete) return -1
      at += step.delete
    } else {
      if (place < at + step.retain) break
      at += step.retain
      now += step.retain
    }
  }
  return place < 0 ? place : now + place - at
}

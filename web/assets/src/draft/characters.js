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

// What changed between two texts: one stretch, clean, and never half a character.
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
  return { at: begin, removed: before.length - begin - end, text: clean(after.slice(begin, after.length - end)) }
}

const WORDS = /[\p{L}\p{M}\p{N}]+|./gsu
const LONGEST = 65536
const MOST = 1000

// The same change word by word, the last first: words that stay are still their authors'. What is typed over
// a passage stays one change, and so does what would take long to compare.
export function apart(before, whole) {
  let place = whole.at + whole.removed
  if (!whole.removed || whole.removed + whole.text.length > LONGEST) return [whole]
  const old = before.slice(whole.at, place).match(WORDS)
  const words = whole.text.match(WORDS) ?? []
  const steps = []
  let end = old.length
  let until = words.length
  const differ = (from, to) => {
    const removed = old.slice(from, end).join("").length
    const text = words.slice(to, until).join("")
    place -= removed
    if (removed || text) steps.push({ at: place, removed, text })
  }
  for (let run = until > 1 && same(old, words); run; run = run.before) {
    const stays = old.slice(run.from, run.to).join("")
    // Between words that changed, commas and spaces change with them.
    if (run.from && run.to < old.length && !/[^\p{P}\s]/u.test(stays)) continue
    differ(run.to, run.to - run.shift)
    place -= stays.length
    end = run.from
    until = end - run.shift
  }
  differ(0, 0)
  return steps
}

// What two lists have in common, as runs, the last first (E. Myers, An O(ND) difference algorithm, 1986):
// for each shift between the lists, how far one comes with so many differences.
function same(one, other) {
  const ends = { 1: { at: 0 } }
  for (let count = 0; count <= MOST; count++) {
    for (let shift = -count; shift <= count; shift += 2) {
      const less = ends[shift - 1]
      const more = ends[shift + 1]
      const added = more && !(less?.at >= more.at)
      let { at, run } = added ? more : less
      if (!added) at++
      const from = at
      while (at < one.length && one[at] === other[at - shift]) at++
      if (at > from) run = { from, to: at, shift, before: run }
      ends[shift] = { at, run }
      if (at >= one.length && at - shift >= other.length) return run
    }
  }
}

// Changes to a shared text, the last first, as one.
export function write(shared, steps, origin) {
  shared.doc.transact(() => {
    for (const { at, removed, text } of steps) {
      if (removed) shared.delete(at, removed)
      if (text) shared.insert(at, text)
    }
  }, origin)
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

// What is done to the shared text when a stretch of it is replaced: for each pair of texts the changes and what
// they make of the first one.
//
//     node apart.mjs < [[before, after], …]
import { apart, difference, widened, write } from "../../../web/assets/src/draft/characters.js"
import { readFileSync } from "node:fs"
import * as Y from "yjs"

// The plain field finds the stretch itself; the full editor is told of all that was selected.
const WAYS = {
  plain: (before, after) => difference(before, after),
  full: (before, after) => widened(before, { at: 0, removed: before.length, text: after }),
}

function done(before, after, way) {
  const doc = new Y.Doc()
  const text = doc.getText("text")
  text.insert(0, before)
  const steps = apart(before, WAYS[way](before, after))
  let updates = 0
  doc.on("update", () => updates++)
  write(text, steps, "here")
  const taken = steps.map(({ at, removed, text }) => [before.slice(at, at + removed), text]).reverse()
  return { taken, text: text.toString(), updates }
}

const pairs = JSON.parse(readFileSync(0, "utf8"))
const answer = pairs.map(([before, after]) => ({ plain: done(before, after, "plain"), full: done(before, after, "full") }))
console.log(JSON.stringify(answer))

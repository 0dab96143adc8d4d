// Where relative positions stand in a document, as Yjs says it: {"update", "places"} in, [numbers] out.
import { readFileSync } from "node:fs"
import * as Y from "yjs"

const given = JSON.parse(readFileSync(0, "utf8"))
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"))
const doc = new Y.Doc()
Y.applyUpdate(doc, bytes(given.update))
const text = doc.getText("text").toString()
const found = given.places.map((place) => {
  const position = Y.decodeRelativePosition(bytes(place))
  return Y.createAbsolutePositionFromRelativePosition(position, doc)?.index ?? null
})
console.log(JSON.stringify({ text, found }))

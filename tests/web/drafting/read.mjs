// Reads documents as a browser does: each line on stdin is a JSON list of updates in base64, applied in order.
//
// Prints for each line {"text", "whole", "pending"}, or {"error"} where a browser could not read it.
import { createInterface } from "node:readline"
import * as Y from "yjs"

function read(updates) {
  const doc = new Y.Doc()
  const text = doc.getText("text")
  for (const one of updates) Y.applyUpdate(doc, Buffer.from(one, "base64"))
  const whole = Y.encodeStateAsUpdate(doc)
  const again = new Y.Doc()
  Y.applyUpdate(again, whole)
  if (again.getText("text").toString() !== text.toString()) throw new Error("it reads otherwise the second time")
  const pending = doc.store.pendingStructs !== null || doc.store.pendingDs !== null
  return { text: text.toString(), whole: Buffer.from(whole).toString("base64"), pending }
}

for await (const line of createInterface({ input: process.stdin })) {
  let found
  try {
    found = read(JSON.parse(line))
  } catch (error) {
    found = { error: String(error) }
  }
  console.log(JSON.stringify(found))
}

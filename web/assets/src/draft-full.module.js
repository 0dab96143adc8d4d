// The full editor, loaded when somebody wants to see where others are writing.
export { Full } from "./draft/full.js"

// Puts what arrives into the page: htmx morphs each part into the element of the same id. What a person
// is typing, has opened or has focused stays; what really is new is marked for a few seconds and told.
import { sayNew } from "./said.js";
import { tellMinutes } from "./minutes.js";
import { fetchWhatArrived, rememberStates } from "./mine.js";
import { touched } from "./touched.js";

const MARKED = 4000;
const PIECE = "li, article, tr, section, figure, [id]";

export async function arrive(html) {
  if (!html.trim()) return;
  const parts = [...html.matchAll(/<hx-partial id="([^"]+)"/g)]
    .map(([, id]) => document.getElementById(id))
    .filter(Boolean);
  const records = [];
  const observer = new MutationObserver((some) => records.push(...some));
  for (const part of parts) {
    observer.observe(part.parentNode, { childList: true, characterData: true, subtree: true });
  }
  const around = aroundTheFocus();
  await htmx.swap({ text: html, sourceElement: document.body, target: document.body, swap: "none" });
  keepTheFocusNear(around);
  markNew([...records, ...observer.takeRecords()], parts.map(({ id }) => document.getElementById(id)).filter(Boolean));
  observer.disconnect();
  tellMinutes();
  fetchWhatArrived();
}

// Where the keyboard is, from the inside out.
function aroundTheFocus() {
  const around = [];
  for (let one = document.activeElement; one && one !== document.body; one = one.parentElement) around.push(one);
  return around;
}

// What arrives may take away the place where somebody was, or fold it away: they go on from what stood
// around it, and not from the top of the page.
function keepTheFocusNear(around) {
  if (document.activeElement !== document.body && isSeen(document.activeElement)) return;
  const left = around.find((one) => one.isConnected && isSeen(one));
  if (!left) return;
  if (!left.hasAttribute("tabindex")) left.tabIndex = -1;
  left.focus({ preventScroll: true });
}

const isSeen = (one) => one.checkVisibility?.() ?? true;

// The nodes that are new or read differently. Blank text between elements comes and goes unseen.
function news({ type, target, addedNodes, removedNodes }) {
  const changed = type === "characterData" ? [target] : [...addedNodes];
  const seen = changed.filter((node) => node.nodeType === Node.ELEMENT_NODE || node.textContent.trim());
  const gone = [...removedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE);
  return gone && !addedNodes.length ? [...seen, target] : seen;
}

function markNew(records, parts) {
  const pieces = new Set();
  for (const node of records.flatMap(news)) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const part = parts.find((one) => one.contains(element));
    if (!part || element.closest("time, [data-quiet], [data-mine]")) continue;
    const piece = element.closest(PIECE);
    pieces.add(part.contains(piece) ? piece : part);
    sayNew(nameOf(part));
  }
  const outer = [...pieces].filter((one) => !pieces.has(one.parentElement?.closest(PIECE)));
  const shown = outer.length > 5 ? parts.filter((part) => outer.some((one) => part.contains(one))) : outer;
  for (const piece of shown) {
    piece.classList.add("just-now");
    setTimeout(() => piece.classList.remove("just-now"), MARKED);
  }
}

// What a part is called: its label, or the heading above its text.
function nameOf(part) {
  const place = part.closest("[aria-label], [aria-labelledby]") ?? part.closest("section, article") ?? part;
  const labelled = document.getElementById(place.getAttribute("aria-labelledby"));
  return place.getAttribute("aria-label") ?? (labelled ?? place.querySelector("h1, h2, h3, caption"))?.textContent.trim();
}

// What somebody has begun to fill in stays, and so does what they opened or closed.
htmx.registerExtension("everyseat-arrivals", {
  htmx_before_swap: (_, { tasks }) => rememberStates(tasks.map(({ fragment }) => fragment)),
  htmx_before_morph_node: (_, { oldNode }) => !touched(oldNode),
  htmx_before_morph_attr: (element, { attrName }) => !(attrName === "open" && element.matches("details, dialog")),
});

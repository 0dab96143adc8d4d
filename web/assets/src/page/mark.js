// The live mark in the frame of the page: what state the connection is in, and at which moment we are.
import { say } from "./said.js";

const TOLD = ["offline", "asking", "out", "ended"];

export function mark(state) {
  const place = document.getElementById("live-mark");
  if (!place || place.dataset.state === state) return;
  const told = TOLD.includes(state) || TOLD.includes(place.dataset.state);
  place.dataset.state = state;
  place.querySelector("[data-word]").textContent = place.dataset[state];
  if (told) say(place.dataset[state]);
}

export function markPosition(position) {
  const mark = document.getElementById("live-mark");
  const shown = new Intl.NumberFormat(document.documentElement.lang).format(position);
  if (mark?.querySelector("[data-position]").textContent !== shown) show(mark, shown);
}

function show(mark, shown) {
  for (const place of document.querySelectorAll("[data-position]")) place.textContent = shown;
  mark.classList.add("beat");
  setTimeout(() => mark.classList.remove("beat"), 300);
}

// On paper stands when it was printed, not when the page was opened.
addEventListener("beforeprint", () => {
  const place = document.querySelector("[data-printed]");
  const how = { dateStyle: "medium", timeStyle: "short" };
  if (place) place.textContent = new Intl.DateTimeFormat(document.documentElement.lang, how).format();
});

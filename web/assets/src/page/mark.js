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
  const place = document.querySelector("#live-mark [data-position]");
  if (!place) return;
  const shown = new Intl.NumberFormat(document.documentElement.lang).format(position);
  if (place.textContent === shown) return;
  place.textContent = shown;
  const mark = document.getElementById("live-mark");
  mark.classList.add("beat");
  setTimeout(() => mark.classList.remove("beat"), 300);
}

// The personal parts of a page, `data-mine`: empty when they arrive, fetched when they come into view,
// fetched anew when their state differs from the one that was shown. What somebody types in stays.
import { begun } from "./touched.js";

const FOLLOWING = 5000;
const UNHURRIED = 2000;
const coming = new Set();

// Somewhat before it is seen, so that it is there when somebody scrolls or moves to it by keyboard.
const AHEAD = { rootMargin: "50% 0%" };
const inView = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    inView.unobserve(target);
    fetchMine(target);
  }
}, AHEAD);

function fetchMine(place) {
  if (coming.has(place) || !place.isConnected) return;
  coming.add(place);
  const done = () => coming.delete(place);
  htmx.ajax("GET", place.dataset.mine, { source: place, target: place, swap: "innerHTML" }).then(done, done);
}

// Fetches what may have changed, unless somebody is typing in it.
export function refresh(place) {
  if (place && !begun(place)) fetchMine(place);
}

// What arrives tells the states; a morph leaves the places themselves alone.
export function rememberStates(fragments) {
  for (const arriving of fragments.flatMap((one) => [...one.querySelectorAll("[data-mine]")])) {
    const place = document.getElementById(arriving.id);
    if (place && place.dataset.state !== arriving.dataset.state && place.dataset.mine === arriving.dataset.mine) {
      place.dataset.state = arriving.dataset.state;
      place.dataset.stale = "";
    }
  }
}

let following;

export function fetchWhatArrived() {
  for (const place of document.querySelectorAll("[data-mine]:empty:not([data-nothing]), [data-mine][data-stale]")) {
    if (!place.hasChildNodes()) {
      place.dataset.nothing = ""; // Asked once; an empty answer is an answer.
      inView.observe(place);
    } else if ("unhurried" in place.dataset) {
      setTimeout(refresh, UNHURRIED * Math.random(), place);
    } else {
      refresh(place);
    }
    delete place.dataset.stale;
  }
  following ??= setTimeout(() => {
    following = undefined;
    document.querySelectorAll("[data-mine][data-follow]").forEach(refresh);
  }, FOLLOWING * (1 + Math.random()));
}

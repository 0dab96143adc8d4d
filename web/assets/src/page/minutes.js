// How many minutes are left until a time that the page says. It changes once a minute and is never announced:
// the time itself stands beside it, and is right without this script.
const MINUTE = 60_000;

export function tellMinutes() {
  for (const place of document.querySelectorAll("[data-minutes-until]")) {
    const left = Math.ceil((Date.parse(place.dataset.minutesUntil) - Date.now()) / MINUTE);
    const said = left > 1 ? place.dataset.many.replace("{0}", left) : left === 1 ? place.dataset.one : "";
    if (place.textContent !== said) place.textContent = said;
  }
}

// On the minute of the time, not of the page: a figure is never older than a moment.
function again() {
  tellMinutes();
  const [soonest] = [...document.querySelectorAll("[data-minutes-until]")]
    .map((place) => (Date.parse(place.dataset.minutesUntil) - Date.now()) % MINUTE)
    .filter((rest) => rest > 0)
    .sort((one, other) => one - other);
  setTimeout(again, (soonest ?? MINUTE) + 50);
}

document.addEventListener("DOMContentLoaded", again);

// A draft is played back pause by pause, on one page. Without this script its links and its slider lead to
// the same pauses, each on a page of its own.
const EACH = 1500;
const REMEMBERED = 60;

const player = document.querySelector("[data-player]");
if (player) begin(player);

function begin(player) {
  const slider = player.querySelector("[type=range]");
  const button = player.querySelector("[data-play]");
  const said = player.querySelector("[data-said]");
  const words = { play: button.textContent, stop: button.dataset.stop };
  const known = new Map();
  let wanted = shown().number;
  let playing = false;
  let timer;

  player.querySelector("[type=submit]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", () => (playing ? stop() : play()));
  slider.addEventListener("input", () => (stop(), go(Number(slider.value))));
  player.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-to], .pauses a");
    if (!link?.href || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    stop();
    go(Number(new URL(link.href).searchParams.get("version")));
  });

  function shown() {
    const { number, count } = document.getElementById("story-shown").dataset;
    return { number: Number(number), count: Number(count) };
  }

  function address(number) {
    const url = new URL(location.href);
    url.searchParams.set("version", number);
    return url.href;
  }

  function play() {
    playing = true;
    button.textContent = words.stop;
    const { number, count } = shown();
    go(number < count ? number + 1 : 1).then(next);
  }

  // The next one is asked for when this one is there, so that a slow line plays slowly.
  function next() {
    const { number, count } = shown();
    if (!playing) return;
    if (number >= count) {
      stop();
      return;
    }
    ask(number + 1).catch(() => {});
    timer = setTimeout(() => go(number + 1).then(next), EACH);
  }

  function stop() {
    clearTimeout(timer);
    if (!playing) return;
    playing = false;
    button.textContent = words.play;
    say();
  }

  async function go(number) {
    wanted = number;
    try {
      const arrived = await ask(number);
      if (wanted === number) show(arrived.cloneNode(true), number);
    } catch {
      location.href = address(number);
    }
  }

  async function ask(number) {
    if (!known.has(number)) known.set(number, fetched(number));
    if (known.size > REMEMBERED) known.delete(known.keys().next().value);
    try {
      return await known.get(number);
    } catch (problem) {
      known.delete(number);
      throw problem;
    }
  }

  async function fetched(number) {
    const answer = await fetch(address(number));
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("story-shown");
    if (!found) throw new Error("no story");
    return found;
  }

  function show(arrived, number) {
    const before = document.getElementById("story-shown");
    const open = before.querySelector("details")?.open;
    const inside = before.contains(document.activeElement);
    before.replaceWith(arrived);
    arrived.querySelector("details").open = open;
    if (inside) arrived.querySelector("[aria-current]").focus();
    const { count } = shown();
    slider.max = count;
    slider.value = number;
    history.replaceState(null, "", address(number));
    for (const [name, to] of Object.entries({ first: 1, earlier: number - 1, later: number + 1, last: count })) {
      lead(player.querySelector(`[data-to=${name}]`), to !== number && to >= 1 && to <= count && to);
    }
    if (!playing) say();
  }

  // While it plays, a screen reader is not interrupted at each pause.
  function say() {
    said.textContent = document.querySelector("[data-where]").textContent;
  }

  function lead(link, to) {
    if (to) {
      link.href = address(to);
      link.removeAttribute("role");
      link.removeAttribute("aria-disabled");
    } else {
      link.removeAttribute("href");
      link.setAttribute("role", "link");
      link.setAttribute("aria-disabled", "true");
    }
  }
}

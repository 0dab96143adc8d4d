// Keeps an open page up to date: a web socket; where none gets through, asking about every ten seconds.
// Frames carry the position that they bring the page to, and every new connection asks for what came
// after the last one, and for what only time has changed while nothing was heard. A page whose reader is
// signed out waits until they are back. Only a page that the server sends away for good gives up.
import { mark, markPosition } from "./mark.js";

const SILENCE = 45_000; // The server says something every 15 seconds; after this the line is dead.
const ASKING = 10_000;
const LONGEST_WAIT = 15_000;
const LONGEST_PAUSE = 6_000;
const END_OF_FRAME = "\x1e\n";
const LONGEST_QUIET = 3e7; // Seconds; a page that is older than a year may as well say a year.
const PROGRAM = { headers: { Accept: "application/json" } };
const SIGNED_OUT = 4401;

export function keepLive({ live, page, item, after, reader }, arrive) {
  if (!live) return;
  let position = Number(after);
  let socket, timer, watch;
  let heard = 0; // When the server last said something.
  let told = performance.timeOrigin; // When the page was last told how things stand.
  let signedOut = false;
  let tries = 0; // Breaks since it last did.
  let refused = 0; // Sockets that never opened although the server answers: a proxy may block them.
  let arriving = Promise.resolve();

  const address = (path) => {
    const quiet = Math.ceil(Math.min(Math.max(0, Date.now() - told) / 1000, LONGEST_QUIET));
    const query = new URLSearchParams({ page, after: position, quiet });
    if (item) query.set("item", item);
    return new URL(`${live}${path}?${query}`, location.href).href;
  };

  function take(frame) {
    const end = frame.indexOf("\n");
    const reached = Number(frame.slice(0, end));
    if (end < 1 || !(reached >= position)) return;
    position = reached;
    arriving = arriving.then(() => arrive(frame.slice(end + 1))).catch(console.error).then(() => markPosition(reached));
  }

  function listen() {
    heard = told = Date.now();
    clearTimeout(watch);
    watch = setTimeout(lost, SILENCE);
  }

  function connect() {
    leave();
    const mine = (socket = new WebSocket(address("").replace(/^http/, "ws")));
    let spoke = false; // The server speaks first. A socket that only opens is a proxy's.
    watch = setTimeout(ask, LONGEST_WAIT);
    mine.onopen = () => refused || mark("live");
    mine.onmessage = ({ data }) => {
      spoke = true;
      tries = refused = 0;
      listen();
      take(data);
      mark("live");
    };
    mine.onclose = ({ code }) => {
      if (mine !== socket) return;
      if (code === SIGNED_OUT) return out();
      if (code === 1008 || code >= 4400) return end();
      if (spoke) lost();
      else ask();
    };
  }

  function leave() {
    clearTimeout(timer);
    clearTimeout(watch);
    const old = socket;
    socket = undefined;
    old?.close();
  }

  function lost() {
    leave();
    mark("offline");
    later(connect);
  }

  function later(what, wait = Math.min(500 * 2 ** tries++, LONGEST_PAUSE)) {
    clearTimeout(timer);
    timer = setTimeout(what, wait * (0.7 + Math.random() * 0.3));
  }

  async function ask() {
    leave();
    const asked = Date.now();
    try {
      const answer = await fetch(address("/poll"), { ...PROGRAM, signal: AbortSignal.timeout(LONGEST_WAIT) });
      if (answer.status === 401) return out();
      if ([403, 404].includes(answer.status) || answer.redirected) return end();
      if (!answer.ok) throw new Error(answer.status);
      (await answer.text()).split(END_OF_FRAME).forEach(take);
    } catch {
      return lost();
    }
    heard = Date.now();
    told = asked;
    mark("asking");
    refused += 1;
    // The first two refusals may be chance; then a socket is tried every minute only.
    if (refused < 3) later(connect);
    else later(refused % 6 ? ask : connect, ASKING);
  }

  function end() {
    leave();
    mark("ended");
    live = undefined;
  }

  function out() {
    leave();
    signedOut = true;
    mark("out");
  }

  // Signed in again, perhaps in another window: the forms here need the new token. It is for the same
  // person only; what somebody typed is not sent in another one's name.
  async function comeIn() {
    const answer = await fetch(live.replace(/live$/, "form-token"), PROGRAM).catch(() => ({ status: 401 }));
    if (answer.status === 401) return;
    const fresh = answer.ok ? await answer.json() : {};
    if (fresh.reader !== reader) return end();
    document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRF-Token": fresh.csrf }));
    for (const field of document.querySelectorAll("[name=csrf]")) field.value = fresh.csrf;
    signedOut = false;
    connect();
  }

  function back() {
    if (!live || document.hidden) return;
    if (signedOut) return comeIn();
    if (socket?.readyState === WebSocket.OPEN && Date.now() - heard < SILENCE) return;
    tries = 0;
    connect();
  }

  connect();
  addEventListener("online", back);
  addEventListener("focus", back);
  addEventListener("offline", () => live && !signedOut && lost());
  addEventListener("pageshow", ({ persisted }) => persisted && back());
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", back);
}

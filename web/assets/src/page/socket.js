// Keeps an open page up to date: a web socket; where there is none, asking every ten seconds.
// Frames carry the position that they bring the page to, and every new connection asks for what came
// after the last one. Only a page that the server sends away for good gives up.
import { mark, markPosition } from "./mark.js";

const SILENCE = 45_000; // The server says something every 20 seconds; after this the line is dead.
const ASKING = 10_000;
const LONGEST_WAIT = 15_000;
const LONGEST_PAUSE = 6_000;
const END_OF_FRAME = "\x1e\n";

export function keepLive({ live, page, item, after }, arrive) {
  if (!live) return;
  let position = Number(after);
  let socket, timer, watch;
  let heard = 0; // When the server last said something.
  let tries = 0; // Breaks since it last did.
  let refused = 0; // Sockets that never opened although the server answers: a proxy may block them.
  let arriving = Promise.resolve();

  const address = (path) => {
    const query = new URLSearchParams({ page, after: position });
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
    heard = Date.now();
    clearTimeout(watch);
    watch = setTimeout(lost, SILENCE);
  }

  function connect() {
    leave();
    const mine = (socket = new WebSocket(address("").replace(/^http/, "ws")));
    let opened = false;
    watch = setTimeout(lost, LONGEST_WAIT); // A socket that neither opens nor fails has failed.
    mine.onopen = () => {
      opened = true;
      tries = refused = 0;
      listen();
      mark("live");
    };
    mine.onmessage = ({ data }) => {
      listen();
      take(data);
    };
    mine.onclose = ({ code }) => {
      if (mine !== socket) return;
      if (code === 1008 || code >= 4400) return end();
      if (opened) lost();
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
    try {
      const answer = await fetch(address("/poll"), { signal: AbortSignal.timeout(LONGEST_WAIT) });
      if ([401, 403, 404].includes(answer.status) || answer.redirected) return end();
      if (!answer.ok) throw new Error(answer.status);
      (await answer.text()).split(END_OF_FRAME).forEach(take);
    } catch {
      return lost();
    }
    heard = Date.now();
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

  function back() {
    if (!live || document.hidden) return;
    if (socket?.readyState === WebSocket.OPEN && Date.now() - heard < SILENCE) return;
    tries = 0;
    connect();
  }

  connect();
  addEventListener("online", back);
  addEventListener("offline", () => live && lost());
  addEventListener("pageshow", ({ persisted }) => persisted && back());
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", back);
}

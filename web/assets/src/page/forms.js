// Forms are sent without leaving the page. Whatever goes wrong on the way, the typed text stays and the
// page says the truth; sending again carries the same command, so nothing happens twice.
import { refresh } from "./mine.js";
import { say } from "./said.js";

const target = (form) => form.closest("[data-mine]") ?? form;

function explain(form, sentence) {
  form.querySelector(":scope > .unsent")?.remove();
  if (!sentence) return;
  const shown = document.getElementById("unsent")?.content.cloneNode(true) ?? document.createElement("p");
  (shown.firstElementChild ?? shown).textContent = document.getElementById("sentences")?.dataset[sentence];
  form.append(shown);
}

// That it worked: a word beside the form for those who look, the same for those who listen.
function confirm(here) {
  const { kept } = document.getElementById("sentences")?.dataset ?? {};
  if (!kept) return;
  const word = Object.assign(document.createElement("p"), { className: "it-is-kept", textContent: kept });
  here.append(word);
  setTimeout(() => word.remove(), 6000);
  say(kept);
}

const isForm = (element) => element.matches?.("form[hx-post]");

// Where the answer goes: over what it carries the id of, else over the page's text, else inside.
function place(ctx) {
  const id = ctx.target?.id;
  const itself = id && ctx.text.includes(`id="${id}"`);
  if (itself) ctx.select = `#${CSS.escape(id)}`;
  if (ctx.request.method === "GET") {
    ctx.swap = itself ? "innerMorph strip:true" : "innerMorph"; // Focus stays where it is.
  } else if (itself) {
    ctx.swap = "outerHTML";
  } else if (/<html[\s>]/i.test(ctx.text)) {
    Object.assign(ctx, { target: document.querySelector("main"), select: "main", swap: "outerHTML" });
  } else {
    ctx.swap = ctx.target?.matches("form") ? "outerHTML" : "innerHTML";
  }
}

function go(url) {
  const there = new URL(url, location.href);
  if (there.pathname + there.search !== location.pathname + location.search) return location.assign(there);
  history.replaceState(null, "", there);
  location.reload();
}

htmx.registerExtension("everyseat-forms", {
  htmx_config_request(element, { ctx }) {
    if (!isForm(element)) return;
    ctx.target = target(element);
    ctx.request.headers["HX-Target"] = `${ctx.target.tagName.toLowerCase()}#${ctx.target.id}`;
    explain(element);
  },
  htmx_before_response(element, { ctx }) {
    const redirected = ctx.response.raw.redirected && isForm(element) && ctx.response.raw.url;
    const url = ctx.hx.redirect ?? redirected;
    if (!url) return;
    go(url);
    return false;
  },
  htmx_after_request(element, { ctx }) {
    const { status } = ctx.response;
    if (status < 400 || status === 422) return place(ctx);
    ctx.swap = "none";
    const surely = { 401: "signedOut", 403: "signedOut", 429: "slower", 507: "unsent" }[status];
    if (isForm(element)) explain(element, surely ?? (status < 500 ? "unsent" : "unknown"));
  },
  htmx_error(element) {
    if (isForm(element)) explain(element, "unknown");
    else delete element.dataset?.nothing; // A personal part that did not come is asked for again.
  },
  htmx_after_swap(_, { ctx }) {
    if (!ctx.request || ctx.request.method === "GET" || ctx.swap === "none") return;
    const here = document.getElementById(ctx.target?.id) ?? document.querySelector("main");
    const problem = here.querySelector("[data-problem]");
    if (!problem) confirm(here);
    if (!problem) refresh(document.getElementById("needs-you")); // One's own act may have answered it.
    if (!problem && document.activeElement !== document.body) return;
    const focused = problem ?? here;
    if (!focused.hasAttribute("tabindex")) focused.tabIndex = -1;
    focused.focus();
  },
});

// How much room is left, counted in characters as the server counts them.
document.addEventListener("input", ({ target: field }) => {
  const counter = field.dataset.limit && document.getElementById(`${field.id}-counter`);
  if (!counter) return;
  const left = field.dataset.limit - [...field.value.trim()].length;
  counter.classList.toggle("over", left < 0);
  const number = Math.abs(left).toLocaleString(document.documentElement.lang);
  counter.textContent = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{0}", number);
});

// The menu of the person closes like one.
for (const kind of ["click", "keydown"]) {
  document.addEventListener(kind, (event) => {
    const menu = document.querySelector("details.me[open]");
    if (!menu || (kind === "click" ? menu.contains(event.target) : event.key !== "Escape")) return;
    menu.open = false;
    if (kind === "keydown") menu.querySelector("summary").focus();
  });
}

// A link to something folded away opens it.
function unfold() {
  const wanted = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let one = wanted; one; one = one.parentElement) if (one.matches("details")) one.open = true;
}
addEventListener("hashchange", unfold);
document.addEventListener("DOMContentLoaded", unfold);

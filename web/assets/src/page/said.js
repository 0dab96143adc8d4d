// One polite sentence for those who hear the page. What happens within a second is said together.
let names = new Set();
let timer;

export function say(sentence) {
  const said = document.getElementById("said");
  if (said) said.textContent = sentence;
}

export function sayNew(name) {
  names.add(name);
  timer ??= setTimeout(() => {
    const { justNow, here } = document.getElementById("said").dataset;
    say(justNow.replace("{0}", [...names].filter(Boolean).slice(0, 3).join(", ") || here));
    names = new Set();
    timer = undefined;
  }, 1000);
}

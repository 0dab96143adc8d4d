// A sentence that a few answers make, shown while they are given: the same as the server composes
// (web/pages/seats/words.py). Without a script a button shows it.
const said = (field) => field?.value.trim().replace(/\s+/g, " ") ?? "";

function listed(parts, and) {
  if (parts.length < 2) return parts.join("");
  const first = parts.slice(0, -1).join(", ");
  return and.replace("{0}", () => first).replace("{1}", () => parts.at(-1));
}

function composed(form, { clauses, and }) {
  const words = JSON.parse(clauses);
  const kind = words[said(form.elements.category)];
  const details = ["population", "geography", "resource"]
    .map((name) => [words[name], said(form.elements[name])])
    .filter(([, answer]) => answer)
    .map(([clause, answer]) => clause.replace("{0}", () => answer));
  return listed(kind ? [kind, ...details] : details, and);
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => {
    const { form } = target;
    const place = form?.querySelector("[data-preview]");
    if (!place) return;
    const shown = said(form.elements.looking_for) || composed(form, place.dataset) || "…";
    place.querySelector("[data-words]").textContent = shown;
  });
}

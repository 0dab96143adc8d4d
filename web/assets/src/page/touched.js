// Whether somebody is in a field, or has changed what it held when it came. Such a field is theirs.
export function touched(field) {
  if (!field.matches?.("input, textarea, select") || field.type === "hidden") return false;
  if (field === document.activeElement) return true;
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) {
    const chosenAtFirst = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(0, chosenAtFirst);
  }
  return field.value !== field.defaultValue;
}

export const begun = (place) => [...place.querySelectorAll("input, textarea, select")].some(touched);

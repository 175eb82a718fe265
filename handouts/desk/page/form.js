// Forms whose fields the program names: controls with labels, faults beside them, and what they hold.

import { el, tell, told } from "/dom.js";

/** A field: `about` has field, words, hint, choices, long and list. Lists have one entry a line. */
export function control(prefix, about, value) {
  const id = `${prefix}-${about.field.replaceAll(/[ .]/g, "-")}`;
  const fault = el("p", { class: "fault", id: `${id}-fault` });
  const hint = about.hint ? el("p", { class: "hint", id: `${id}-hint` }, about.hint) : null;
  const describe = hint ? hint.id : null;
  let input;
  if (about.choices?.length) {
    input = el("select", { id, "aria-describedby": describe }, el("option", { value: "" }, "Not said"),
      ...about.choices.map((one) => el("option", { value: one }, one)));
    if (value && !about.choices.includes(value)) input.append(el("option", { value }, value));
  } else if (about.long || about.list || String(value ?? "").includes("\n")) { // an input would lose the ends of lines
    input = el("textarea", { id, rows: about.list ? 4 : 3, "aria-describedby": describe });
  } else {
    input = el("input", { id, "aria-describedby": describe });
  }
  input.dataset.known = about.field;
  if (about.list) input.dataset.list = "yes";
  input.value = Array.isArray(value) ? value.join("\n") : value || "";
  return el("div", { class: "field" }, el("label", { for: id }, about.words), input, hint, fault);
}

/** What a form holds, by field. */
export function held(place) {
  const fields = {};
  for (const input of place.querySelectorAll("[data-known]")) {
    fields[input.dataset.known] = input.dataset.list
      ? input.value.split("\n").map((line) => line.trim()).filter(Boolean) : input.value;
  }
  return fields;
}

/** Leads to the first field with a fault; false where there is none. */
export function leadToFault(place) {
  const wrong = place.querySelector("[aria-invalid]");
  wrong?.focus();
  return Boolean(wrong);
}

/** Puts faults beside their fields, and those of none into a list. */
export function tellForm(place, rest, faults) {
  const known = new Set();
  for (const input of place.querySelectorAll("[data-known]")) {
    known.add(input.dataset.known);
    const own = faults.filter((one) => one.field === input.dataset.known);
    tell(input, input.closest(".field").querySelector(".fault"), own.map((one) => ({ ...one, place: null })));
    if (own.length) for (let box = input.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  }
  const others = faults.filter((one) => !known.has(one.field));
  rest.replaceChildren(...(others.length ? [el("ul", { class: "notes" }, ...others.map((one) => el("li", {}, told(one))))] : []));
}

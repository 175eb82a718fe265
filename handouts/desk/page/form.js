// Forms whose fields the program names: controls with labels, faults beside them, what they hold, and asking before it
// is saved.

import { $, el, tell, told } from "/dom.js";

export const BEFORE = "Shown as it was before: mend what is marked at the fields first.";
export const UNCHANGED = "Nothing has changed since it was saved.";
const DAY = /^\d{4}-\d\d-\d\d$/;

/** A field: `about` has field, words, hint, and one of choices (with their words in `named`), ticks (see `boxes`), long,
 * list, date and colour. Lists have one entry a line. */
export function control(prefix, about, value) {
  const id = `${prefix}-${about.field.replaceAll(/[ .]/g, "-")}`;
  const fault = el("p", { class: "fault", id: `${id}-fault` });
  const hint = about.hint ? el("p", { class: "hint", id: `${id}-hint` }, about.hint) : null;
  if (about.ticks) return boxes(id, about, value || [], hint, fault);
  const describe = hint ? hint.id : null;
  let input, beside = null;
  if (about.choices?.length) {
    input = el("select", { id, "aria-describedby": describe }, el("option", { value: "" }, "Not said"),
      ...about.choices.map((one) => el("option", { value: one }, about.named?.[one] || one)));
    if (value && !about.choices.includes(value)) input.append(el("option", { value }, value));
  } else if (about.long || about.list || String(value ?? "").includes("\n")) { // an input would lose the ends of lines
    input = el("textarea", { id, rows: about.list ? 4 : 3, "aria-describedby": describe });
  } else {
    const date = about.date && (!value || DAY.test(value)); // what is no day is shown as it was written
    input = el("input", { id, type: date ? "date" : null, "aria-describedby": describe });
  }
  input.dataset.known = about.field;
  input.dataset.words = about.words;
  if (about.list) input.dataset.list = "yes";
  input.value = Array.isArray(value) ? value.join("\n") : value || "";
  if (about.colour) beside = el("div", { class: "beside" }, input, palette(input, about));
  return el("div", { class: "field" }, el("label", { for: id }, about.words), beside || input, hint, fault);
}

/** A colour to choose beside the text that says it. */
function palette(input, about) {
  const colour = el("input", { type: "color", "aria-label": `${about.words}: choose it`, value: about.colour });
  const follow = () => {
    colour.value = /^#[0-9a-f]{6}$/i.test(input.value.trim()) ? input.value.trim() : about.colour;
  };
  input.addEventListener("input", follow);
  colour.addEventListener("input", () => {
    input.value = colour.value;
  });
  follow();
  return colour;
}

/** Boxes to tick: those that are ticked first, in their order, the others under a heading that opens. `ticks` are
 * records with id, lead, text and urgent. */
function boxes(id, about, ticked, hint, fault) {
  const box = (one) => {
    const input = el("input", { type: "checkbox", value: one.id });
    input.checked = ticked.includes(one.id);
    return el("label", {}, input, el("span", {}, el("b", {}, one.lead), ` ${one.text} `, el("b", {}, one.urgent || ""), el("small", { class: "why" })));
  };
  const known = new Map(about.ticks.map((one) => [one.id, one]));
  const first = [...new Set([...about.ticks.filter((one) => one.base === about.field).map((one) => one.id), ...ticked])];
  const order = [...first.filter((one) => !ticked.includes(one)), ...ticked];
  const others = about.ticks.filter((one) => !order.includes(one.id));
  return el("fieldset", { class: "field ticks", id, "data-known": about.field, "data-words": about.words, "data-ticks": "yes" },
    el("legend", {}, about.words), hint,
    ...order.map((name) => box(known.get(name) || { id: name, lead: name, text: "" })),
    others.length ? el("details", {}, el("summary", {}, "Other cautions to choose from"), ...others.map(box)) : null, fault);
}

/** What a field holds. */
function valueOf(field) {
  if (field.dataset.ticks) return [...field.querySelectorAll(":checked")].map((box) => box.value);
  if (field.dataset.list) return field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  return "value" in field ? field.value : field.dataset.value || "";
}

/** What a form holds, by field. */
export function held(place) {
  return Object.fromEntries([...place.querySelectorAll("[data-known]")].map((field) => [field.dataset.known, valueOf(field)]));
}

/** The fields that hold another thing than before, each with its label and what it holds in words. */
export function changes(place, before) {
  const found = [];
  for (const field of place.querySelectorAll("[data-known]")) {
    const now = valueOf(field), then = before[field.dataset.known] ?? "";
    const same = [now, then].map((one) => (Array.isArray(one) ? one.join("\n") : one));
    if (same[0] !== same[1]) found.push([field.dataset.words, inWords(field, now)]);
  }
  return found;
}

function inWords(field, value) {
  if (!value.length) return "Nothing any more";
  if (field.dataset.ticks) return [...field.querySelectorAll("label:has(:checked) span")].map((one) => [...one.childNodes].filter((part) => part.nodeName !== "SMALL").map((part) => part.textContent).join("").trim()).join("\n");
  if (field.tagName === "SELECT") return field.selectedOptions[0].textContent;
  return Array.isArray(value) ? value.join("\n") : value;
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
  for (const field of place.querySelectorAll("[data-known]")) {
    known.add(field.dataset.known);
    const own = faults.filter((one) => one.field === field.dataset.known);
    for (const part of field.querySelectorAll("[aria-invalid]")) part.removeAttribute("aria-invalid");
    const input = "value" in field ? field : field.querySelector("input:enabled");
    tell(input, field.closest(".field").querySelector(".fault"), own.map((one) => ({ ...one, place: null })));
    if (own.length) for (let box = input?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  }
  const others = faults.filter((one) => !known.has(one.field));
  rest.replaceChildren(...(others.length ? [el("ul", { class: "notes" }, ...others.map((one) => el("li", {}, told(one))))] : []));
}

/** Asks before anything is written; true where the answer is to save. `changed` has labels and what stands there now. */
export async function sure(title, text, changed, file) {
  $("sure-title").textContent = title;
  $("sure-text").textContent = text;
  $("sure-changes").replaceChildren(...changed.flatMap(([words, value]) => [el("dt", {}, words), el("dd", {}, value)]));
  $("sure-file").textContent = file;
  $("sure-more").open = false;
  return await answer($("sure")) === "yes";
}

/** Asks whether what was typed may go; true where it may. */
export async function mayGo() {
  return await answer($("leave")) === "yes";
}

function answer(dialog) {
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}

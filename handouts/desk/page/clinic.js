// The clinic's file as a form, with a leaflet of it beside; nothing is written before somebody says so.

import { ask, hand, oneAtATime, whenQuiet } from "/api.js";
import { $, dropped, el, paint, sure, told } from "/dom.js";
import { control, held, leadToFault, tellForm } from "/form.js";
import { readStock, stock } from "/stock.js";

const WORDS = {
  name: "Name", telephone: "Telephone", logo: "Logo (a picture beside the file)", reviewer: "Who has reviewed the leaflets",
  reviewed: "When (year-month-day)", practitioner: "Practitioner", address: "Address", hours: "Opening hours", email: "E-mail",
  web: "Web address", accent: "Colour of headings", country: "Country", feedback: "Where patients tell what they think",
  "other formats": "Where patients get other formats", paper: "Usual paper", edition: "Usual print", qr: "A code of the web address",
  language: "Language for screen readers", "doses.minutes": "Minutes to press, as said in your leaflets",
};
const HINTS = {
  country: "Whose ambulances: gb, ie, us …", accent: "For example #1f5f8b", reviewed: "For example 2026-01-31",
};
const FIRST = ["name", "telephone", "practitioner", "address", "hours", "email", "web", "logo", "accent", "country", "reviewer", "reviewed"];
const CHANGED = "Nothing is saved: somebody else has changed the file meanwhile. It is read anew, and what you typed stands over it. Look it through, and save again.";
let opened = null;
let text = "";

/** Sets the view up. */
export function setUpClinic() {
  const changed = whenQuiet(() => check(), 300);
  $("clinic-form").addEventListener("input", (event) => {
    if (event.target.type !== "file") changed();
  });
  $("clinic-form").addEventListener("submit", (event) => {
    event.preventDefault();
    saveIt();
  });
  dropped($("logo-drop"), $("logo-file"), takeLogo);
}

/** Reads the file, and fills the form anew where the file has changed; what was typed stays over it. */
export async function openClinic() {
  let found;
  try {
    found = await ask("/api/clinic");
  } catch (error) {
    tellForm($("clinic-fields"), $("clinic-faults"), error.faults || []);
    return;
  }
  if (found.state === opened?.state) return;
  const typed = opened ? changedFields() : {};
  opened = found;
  $("clinic-path").textContent = opened.exists ? `The file: ${opened.path}` : `There is no file yet. It would be: ${opened.path}`;
  const known = opened.fields_known.filter((one) => !one.field.startsWith("purposes."));
  const extra = Object.keys(opened.fields).filter((field) => !known.some((one) => one.field === field)).map((field) => ({ field, choices: [] }));
  const about = (one) => ({ ...one, words: WORDS[one.field] || one.field.replaceAll(".", ": "), hint: HINTS[one.field] });
  const made = (one) => control("clinic", about(one), opened.fields[one.field]);
  const first = FIRST.map((field) => known.find((one) => one.field === field)).filter(Boolean);
  const rest = [...known.filter((one) => !FIRST.includes(one.field)), ...extra];
  $("clinic-fields").replaceChildren(
    el("div", { class: "grid" }, ...first.map(made)),
    el("details", {}, el("summary", {}, "More that the file may say"), el("div", { class: "grid" }, ...rest.map(made))));
  for (const input of $("clinic-fields").querySelectorAll("[data-known]")) input.value = typed[input.dataset.known] ?? input.value;
  tellForm($("clinic-fields"), $("clinic-faults"), opened.faults);
  if (opened.exists || Object.keys(typed).length) check(); // of an empty form nothing is wrong yet
}

/** Drops what was typed. */
export function clearClinic() {
  opened = null;
  $("clinic-fields").replaceChildren();
  $("clinic-done").textContent = "";
  $("clinic-fault").textContent = "";
  $("logo-told").textContent = "";
  if (location.hash === "#clinic") openClinic();
}

function changedFields() {
  const now = held($("clinic-fields"));
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => value !== (opened.fields[field] || "")));
}

const check = oneAtATime(async () => {
  if (!opened) return;
  try {
    const found = await ask("/api/clinic/check", { fields: changedFields(), paper: held($("clinic-fields")).paper || stock.usual.paper });
    text = found.text;
    tellForm($("clinic-fields"), $("clinic-faults"), found.faults);
    if (found.pages.length) paint($("clinic-painted"), found.pages, found.width);
    $("clinic-empty").hidden = found.pages.length > 0;
    return;
  } catch (error) {
    tellForm($("clinic-fields"), $("clinic-faults"), error.faults || []);
  }
});

async function takeLogo(file) {
  $("logo-told").textContent = "";
  try {
    const found = await hand("/api/clinic/logo", file);
    $("logo-told").textContent = found.faults.map(told).join(" ") || `The logo is taken (${found.name}). It is written when you save.`;
    if (!found.name) return;
    document.querySelector("#clinic-fields [data-known=logo]").value = found.name;
    check();
  } catch (error) {
    $("logo-told").textContent = (error.faults || [{ message: "this picture cannot be read" }]).map(told).join(" ");
  }
}

async function saveIt() {
  if (!opened) return;
  await check();
  $("clinic-done").textContent = "";
  $("clinic-fault").textContent = "";
  if (leadToFault($("clinic-fields"))) return;
  if (!await sure("Save the clinic's file?", `This is written to ${opened.path}, and holds for all leaflets from then on.`, text)) return;
  try {
    const saved = await ask("/api/clinic/save", { fields: changedFields(), state: opened.state, sure: true });
    opened = null;
    await readStock();
    await openClinic();
    $("clinic-done").textContent = `Saved: ${saved.path}`;
  } catch (error) {
    const { state } = opened;
    await openClinic();
    if (opened.state !== state) $("clinic-fault").textContent = CHANGED;
    else tellForm($("clinic-fields"), $("clinic-faults"), error.faults || []);
    leadToFault($("clinic-fields"));
  }
}

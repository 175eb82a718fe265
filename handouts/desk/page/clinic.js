// The clinic's file as a form, with a leaflet of it beside; nothing is written before somebody says so.

import { ask, hand, oneAtATime, whenQuiet } from "/api.js";
import { $, EDITIONS, PAPERS, dropped, el, paint, told } from "/dom.js";
import { BEFORE, UNCHANGED, changes, control, held, leadToFault, sure, tellForm } from "/form.js";
import { readStock, stock } from "/stock.js";

const WORDS = {
  name: "Name", telephone: "Telephone", reviewer: "Who has reviewed the leaflets",
  reviewed: "When they were reviewed", practitioner: "Practitioner", address: "Address", hours: "Opening hours", email: "E-mail",
  web: "Web address", accent: "Colour of headings", country: "Country", feedback: "Where patients tell what they think",
  "other formats": "Where patients get other formats", paper: "Usual paper", edition: "Usual print", qr: "A code of the web address",
  language: "Language for screen readers",
  "doses.seconds": "Longest press, in seconds", "doses.minutes": "Longest press, in minutes", "doses.times a day": "Most times a day",
  "doses.weeks": "Most weeks", "doses.reviewer": "Who stands for these doses", "doses.reviewed": "Since when", "doses.reason": "Why they are more than usual",
  "sides.left": "Your word for the left leg", "sides.right": "Your word for the right leg", "sides.both": "Your word for both legs",
};
const HINTS = {
  country: "It decides which number calls an ambulance.", accent: "Empty: as usual",
};
const USUAL_COLOUR = "#a23b00";
const DATES = ["reviewed", "doses.reviewed"];
const FIRST = ["name", "telephone", "practitioner", "address", "hours", "email", "web", "accent", "country", "reviewer", "reviewed"];
const NOT_YET = "It is shown once the clinic has a name.";
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
  $("logo-out").addEventListener("click", () => {
    setLogo("");
    $("logo-file").focus();
    check();
  });
}

const form = () => $("clinic-form");

/** Takes a name of a picture as the logo, and says which it is. */
function setLogo(name, words = "") {
  $("logo-drop").dataset.value = name;
  $("logo-out").hidden = !name;
  const out = opened?.fields.logo && !name ? "The logo goes when you save." : "";
  $("logo-told").textContent = words || (name ? `The logo: ${name}` : out);
}

/** Reads the file, and fills the form anew where the file has changed; what was typed stays over it. */
export async function openClinic() {
  let found;
  try {
    found = await ask("/api/clinic");
  } catch (error) {
    tellForm(form(), $("clinic-faults"), error.faults || []);
    return;
  }
  if (found.state === opened?.state) return;
  const typed = opened ? changedFields() : {};
  opened = found;
  $("clinic-path").textContent = opened.exists ? `Saved on this computer: ${opened.path}` : "Nothing is saved yet.";
  const known = opened.fields_known.filter((one) => !["logo", "purposes"].includes(one.field) && !one.field.startsWith("purposes."));
  const extra = Object.keys(opened.fields).filter((field) => field !== "logo" && !known.some((one) => one.field === field)).map((field) => ({ field, choices: [] }));
  const named = { country: opened.countries, paper: PAPERS, edition: EDITIONS, qr: { yes: "Yes", no: "No" } };
  const about = (one) => ({
    ...one, words: WORDS[one.field] || one.field.replaceAll(".", ": "), hint: HINTS[one.field], named: named[one.field],
    date: DATES.includes(one.field), colour: one.field === "accent" && USUAL_COLOUR,
  });
  const made = (one) => control("clinic", about(one), typed[one.field] ?? opened.fields[one.field]);
  const first = FIRST.map((field) => known.find((one) => one.field === field)).filter(Boolean);
  const rest = [...known.filter((one) => !FIRST.includes(one.field)), ...extra];
  $("clinic-fields").replaceChildren(
    el("div", { class: "grid" }, ...first.map(made)),
    el("details", {}, el("summary", {}, "More"), el("div", { class: "grid" }, ...rest.map(made))));
  setLogo(typed.logo ?? opened.fields.logo ?? "");
  tellForm(form(), $("clinic-faults"), opened.faults);
  if (opened.exists || Object.keys(typed).length) check(); // of an empty form nothing is wrong yet
}

/** Drops what was typed. */
export function clearClinic() {
  opened = null;
  $("clinic-fields").replaceChildren();
  $("clinic-painted").replaceChildren();
  $("clinic-empty").hidden = false;
  $("logo-file").value = "";
  $("clinic-done").textContent = "";
  $("clinic-fault").textContent = "";
  setLogo("");
  if (location.hash === "#clinic") openClinic();
}

function changedFields() {
  const now = held(form());
  return Object.fromEntries(Object.entries(now).filter(([field, value]) => value !== (opened.fields[field] || "")));
}

const check = oneAtATime(async () => {
  if (!opened) return;
  try {
    const found = await ask("/api/clinic/check", { fields: changedFields(), paper: held(form()).paper || stock.usual.paper });
    text = found.text;
    tellForm(form(), $("clinic-faults"), found.faults);
    if (found.pages.length) paint($("clinic-painted"), found.pages, found.width);
    $("clinic-empty").textContent = found.pages.length ? "" : $("clinic-painted").childElementCount ? BEFORE : NOT_YET;
    return;
  } catch (error) {
    tellForm(form(), $("clinic-faults"), error.faults || []);
  }
});

async function takeLogo(file) {
  $("logo-told").textContent = "";
  try {
    const found = await hand("/api/clinic/logo", file);
    const words = found.faults.map(told).join(" ");
    if (found.name) setLogo(found.name, words || `The logo is taken (${found.name}). It is kept when you save.`);
    else $("logo-told").textContent = words;
    if (found.name) check();
  } catch (error) {
    $("logo-told").textContent = (error.faults || [{ message: "this picture cannot be read" }]).map(told).join(" ");
  }
}

async function saveIt() {
  if (!opened) return;
  $("clinic-fault").textContent = "";
  $("clinic-done").textContent = "Looking it through …";
  await check();
  $("clinic-done").textContent = "";
  if (leadToFault(form())) return;
  const changed = changes(form(), opened.fields);
  if (!changed.length) {
    $("clinic-done").textContent = UNCHANGED;
    return;
  }
  if (!await sure("Save this for the clinic?", "It holds for all leaflets from then on. What is other than before:", changed, text)) return;
  $("clinic-done").textContent = "Saving …";
  const before = opened.state;
  let saved;
  try {
    saved = await ask("/api/clinic/save", { fields: changedFields(), state: before, sure: true });
  } catch (error) {
    $("clinic-done").textContent = "";
    await openClinic();
    if (opened.state !== before) $("clinic-fault").textContent = CHANGED;
    else tellForm(form(), $("clinic-faults"), error.faults || []);
    leadToFault(form());
    return;
  }
  opened = null;
  await readStock().catch(() => {}); // api.js says what is wrong with the program; this is saved
  await openClinic();
  $("clinic-done").textContent = `Saved: ${saved.path}`;
}

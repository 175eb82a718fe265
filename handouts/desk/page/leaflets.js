// Leaflets of one's own as forms, with what the linter finds beside each field; built-in ones are copied first.

import { ask, oneAtATime, whenQuiet } from "/api.js";
import { $, el, paint, sure, told } from "/dom.js";
import { control, held, leadToFault, tellForm } from "/form.js";
import { readStock, stock } from "/stock.js";

const WORDS = {
  id: "Short name (for files: small letters, no spaces)", title: "Title", purpose: "What it may help with, in one sentence",
  aliases: "Other names people use", points: "Points, in the order of pressing", before: "Cautions before the start",
  stop: "When to stop and call", short: "In short, one sentence", notes: "Further advice", reviewer: "Who has reviewed it", written: "When it was written (year-month-day)",
  reviewed: "When (year-month-day)", reason: "Why cautions differ from those built in",
};
const LONG = new Set(["purpose", "short", "reason"]);
let listed = null;
let opened = null;
let text = "";

/** Sets the view up. */
export function setUpLeaflets() {
  const changed = whenQuiet(() => check(), 400);
  $("leaflet-form").addEventListener("input", changed);
  $("leaflet-form").addEventListener("submit", (event) => {
    event.preventDefault();
    saveIt();
  });
  $("leaflet-close").addEventListener("click", () => {
    close();
    $("leaflets-title").focus();
  });
}

/** Shows what there is. */
export async function openLeaflets() {
  try {
    listed = await ask("/api/leaflets");
  } catch (error) {
    $("leaflets-fault").textContent = (error.faults || []).map(told).join("\n");
    return;
  }
  $("leaflets-fault").textContent = "";
  $("leaflets-folder").textContent = `They lie in ${listed.folder}`;
  const row = (one, words, path) => el("li", {}, el("span", {}, one.title),
    el("button", { type: "button", "aria-label": `${words} ${one.title}`, on: { click: () => edit(path, one) } }, words));
  $("leaflets-own").replaceChildren(...(listed.own.length ? listed.own.map((one) => row(one, "Open", "/api/leaflets/open")) : [el("li", {}, "None yet. Copy one that is built in.")]));
  $("leaflets-builtin").replaceChildren(...listed.builtin.map((one) => row(one, "Copy", "/api/leaflets/copy")));
}

/** Drops what was typed. */
export function clearLeaflets() {
  close();
}

function close() {
  opened = null;
  $("leaflet-form").hidden = true;
  $("leaflets-lists").hidden = false;
  $("leaflet-fields").replaceChildren();
  $("leaflet-painted").replaceChildren();
  $("leaflet-faults").replaceChildren();
}

async function edit(path, one) {
  $("leaflets-fault").textContent = "";
  try {
    opened = await ask(path, { id: one.id });
  } catch (error) {
    $("leaflets-fault").textContent = (error.faults || []).map(told).join("\n");
    return;
  }
  if (!opened.fields.id) opened.fields.id = `our-${one.id}`;
  const cautions = listed.cautions.map((caution) => caution.id).join(", ");
  $("leaflet-fields").replaceChildren(...listed.fields_known.map((known) => control("leaflet", {
    ...known, words: WORDS[known.field] || known.field, long: LONG.has(known.field),
    hint: ["before", "stop"].includes(known.field) ? `One a line, of these: ${cautions}` : known.list ? "One a line" : "",
  }, opened.fields[known.field])));
  $("leaflet-head").textContent = path.endsWith("copy") ? `A copy of ${one.title}` : one.title;
  $("leaflet-done").textContent = "";
  $("leaflets-lists").hidden = true;
  $("leaflet-form").hidden = false;
  $("leaflet-head").focus();
  check();
}

const check = oneAtATime(async () => {
  if (!opened) return;
  try {
    const found = await ask("/api/leaflets/check", { fields: held($("leaflet-fields")), like: opened.like || "", paper: stock.usual.paper });
    if (!opened) return;
    text = found.text;
    tellForm($("leaflet-fields"), $("leaflet-faults"), found.faults);
    if (found.pages.length) paint($("leaflet-painted"), found.pages, found.width);
    $("leaflet-empty").hidden = found.pages.length > 0;
  } catch (error) {
    tellForm($("leaflet-fields"), $("leaflet-faults"), error.faults || []);
  }
});

async function saveIt() {
  await check();
  if (leadToFault($("leaflet-fields"))) return;
  if (!opened || !await sure("Save this leaflet?", `This is written into ${listed.folder}.`, text)) return;
  try {
    const saved = await ask("/api/leaflets/save", { fields: held($("leaflet-fields")), like: opened.like || "", state: opened.state, sure: true });
    opened.state = saved.state;
    $("leaflet-done").textContent = `Saved: ${saved.path}`;
    await readStock();
    await openLeaflets();
  } catch (error) {
    tellForm($("leaflet-fields"), $("leaflet-faults"), error.faults || []);
    leadToFault($("leaflet-fields"));
  }
}

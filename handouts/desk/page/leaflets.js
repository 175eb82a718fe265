// Leaflets of one's own as forms, with what the linter finds beside each field; built-in ones are copied first.

import { ask, oneAtATime, whenQuiet } from "/api.js";
import { $, el, paint, told } from "/dom.js";
import { BEFORE, UNCHANGED, changes, control, held, leadToFault, mayGo, sure, tellForm } from "/form.js";
import { readStock, stock } from "/stock.js";

const WORDS = {
  title: "Title", id: "Short name", reviewer: "Who has reviewed it", reviewed: "When it was reviewed",
  purpose: "What it may help with, in one sentence", points: "Points, in the order of pressing", before: "Cautions before the start",
  stop: "When to stop and call", short: "In short, one sentence", notes: "Further advice", aliases: "Other names people use",
  written: "When it was written", reason: "Why cautions differ from those built in",
};
const NEW_NAME = "It names the file and stands small at the bottom of the sheet. It is made of the title until you type another.";
const OLD_NAME = "It names the file and stands small at the bottom of the sheet. It stays as it is.";
const REVIEW = "Somebody who knows the subject reads the leaflet and stands for it. Without a name and a date it is a draft: it can be saved, but is not printed for patients.";
const LONG = new Set(["purpose", "short", "reason"]);
const DATES = new Set(["reviewed", "written"]);
const CAUTIONS = ["before", "stop"];
const NOT_YET = "It is shown once nothing is wrong.";
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th" };
const NO_FILE = /^(con|prn|aux|nul|com\d|lpt\d)$/;
let listed = null;
let opened = null;
let saved = null; // what the form held when it was saved last, or opened
let touched = false; // something was typed, or it was to be saved: from then on it is said what is wrong
let named = false; // somebody has typed the short name, or the leaflet has it already
let text = "";

/** Sets the view up. */
export function setUpLeaflets() {
  const changed = whenQuiet(() => check(), 400);
  $("leaflet-form").addEventListener("input", (event) => {
    touched = true;
    $("leaflet-done").textContent = "";
    follow(event.target);
    changed();
  });
  $("leaflet-form").addEventListener("submit", (event) => {
    event.preventDefault();
    saveIt();
  });
  $("leaflet-close").addEventListener("click", async () => {
    if (JSON.stringify(held(form())) !== saved && !await mayGo()) return;
    close();
    $("leaflets-title").focus();
  });
}

const form = () => $("leaflet-fields");
const field = (name) => form().querySelector(`[data-known="${name}"]`);

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
  $("leaflets-own").replaceChildren(...(listed.own.length ? listed.own.map((one) => (one.opens ? row(one, "Open", "/api/leaflets/open") : row(one, "Copy", "/api/leaflets/copy"))) : [el("li", {}, "None yet. Copy one that is built in.")]));
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
  touched = named = !opened.like;
  opened.fields.id ||= nameFor(opened.fields.title);
  form().replaceChildren(...fields());
  field("id").readOnly = !opened.like;
  follow();
  saved = JSON.stringify(held(form()));
  $("leaflet-painted").replaceChildren();
  $("leaflet-empty").textContent = "";
  $("leaflet-head").textContent = opened.like ? `A new leaflet, after ${one.title}` : one.title;
  $("leaflet-done").textContent = "";
  $("leaflets-lists").hidden = true;
  $("leaflet-form").hidden = false;
  $("leaflet-head").focus();
  check();
}

/** The fields in the order of WORDS; who has reviewed it and when stand side by side, with why that matters. */
function fields() {
  const hints = { id: opened.like ? NEW_NAME : OLD_NAME };
  const made = Object.keys(WORDS).filter((name) => listed.fields_known.some((one) => one.field === name)).map((name) => {
    const { list } = listed.fields_known.find((one) => one.field === name);
    const ticks = CAUTIONS.includes(name) && listed.cautions.filter((one) => one.lists.includes(name) || !one.lists.length || (opened.fields[name] || []).includes(one.id));
    const about = { field: name, words: WORDS[name], list: list && !ticks, ticks, long: LONG.has(name), date: DATES.has(name), hint: hints[name] || (list && !ticks ? "One a line" : "") };
    return [name, control("leaflet", about, opened.fields[name])];
  });
  const parts = new Map(made);
  const review = el("div", {}, el("p", { class: "hint before" }, REVIEW), el("div", { class: "grid" }, parts.get("reviewer"), parts.get("reviewed")));
  parts.get("points").append(el("ul", { class: "plainlist", id: "leaflet-points-named" }));
  parts.set("reviewer", review);
  parts.delete("reviewed");
  return parts.values();
}

/** What follows from a change: the short name from the title, names of points, and cautions that have to be there. */
function follow(changed) {
  if (changed === field("id")) named = field("id").value !== "";
  if (!named && changed === field("title")) field("id").value = nameFor(field("title").value);
  const codes = held(form()).points.map((code) => code.toUpperCase());
  $("leaflet-points-named").replaceChildren(...codes.map((code) => {
    const point = stock.points.find((one) => one.code === code);
    return el("li", {}, point ? `${code}: ${point.plain}` : `${code}: not known`);
  }));
  for (const list of CAUTIONS) lock(list, codes, changed);
}

/** Ticks and fixes the cautions that a leaflet has to have, each with the reason. */
function lock(list, codes, changed) {
  const box = (id) => field(list).querySelector(`input[value="${CSS.escape(id)}"]`);
  const other = listed.cautions.find((one) => one.id === changed?.value && one.instead_of && field(list).contains(changed));
  if (other && box(other.instead_of)) box(other.instead_of).checked = !changed.checked; // one is said instead of the other
  for (const caution of listed.cautions) {
    const input = box(caution.id);
    if (!input) continue;
    const instead = listed.cautions.some((one) => one.instead_of === caution.id && box(one.id)?.checked);
    const point = codes.find((code) => listed.needs[code]?.[list].includes(caution.id));
    const why = caution.base === list && !instead ? "It stands on every leaflet." : point ? `${point} needs it.` : "";
    input.disabled = Boolean(why);
    if (why) input.checked = true;
    input.closest("label").querySelector(".why").textContent = why;
  }
}

/** A short name that a title makes, unlike all others. */
function nameFor(title) {
  const plain = title.toLowerCase().replaceAll(/[ßæœøłđðþ]/g, (letter) => LETTERS[letter]).normalize("NFD").replaceAll(/\p{M}/gu, "");
  const name = plain.replaceAll(/[^a-z0-9]+/g, "-").slice(0, 48).replaceAll(/^-+|-+$/g, "") || "leaflet";
  const taken = new Set([...listed.own, ...listed.builtin].map((one) => one.id).concat(stock.points.map((one) => one.code.toLowerCase())));
  const free = (one) => !taken.has(one) && !NO_FILE.test(one);
  if (free(name)) return name;
  for (let n = 1; ; n++) if (free(`our-${name}${n > 1 ? `-${n}` : ""}`)) return `our-${name}${n > 1 ? `-${n}` : ""}`;
}

const check = oneAtATime(async () => {
  if (!opened) return;
  const asked = opened;
  try {
    const found = touched
      ? await ask("/api/leaflets/check", { fields: held(form()), like: opened.like || "", paper: stock.usual.paper })
      : await ask("/api/preview", { names: [opened.like], paper: stock.usual.paper, place: "leaflet" });
    if (opened !== asked) return;
    if (touched) {
      text = found.text;
      tellForm(form(), $("leaflet-faults"), found.faults);
    }
    if (found.pages.length) paint($("leaflet-painted"), found.pages, found.width);
    $("leaflet-empty").textContent = found.pages.length ? "" : $("leaflet-painted").childElementCount ? BEFORE : NOT_YET;
  } catch (error) {
    tellForm(form(), $("leaflet-faults"), error.faults || []);
  }
});

async function saveIt() {
  if (!opened) return;
  touched = true;
  $("leaflet-done").textContent = "Looking it through …";
  await check();
  $("leaflet-done").textContent = "";
  if (leadToFault(form())) return;
  const before = opened.like ? opened.fields : JSON.parse(saved), changed = changes(form(), before);
  const now = held(form());
  if (!opened.like && !changed.length) {
    $("leaflet-done").textContent = UNCHANGED;
    return;
  }
  const title = opened.like ? `Save the new leaflet ‘${now.title}’?` : `Save ‘${now.title}’?`;
  if (!await sure(title, opened.like ? "What is other than in the leaflet that was copied:" : "What is other than before:", changed, text)) return;
  $("leaflet-done").textContent = "Saving …";
  let answer;
  try {
    answer = await ask("/api/leaflets/save", { fields: now, like: opened.like || "", state: opened.state, sure: true });
  } catch (error) {
    $("leaflet-done").textContent = "";
    tellForm(form(), $("leaflet-faults"), error.faults || []);
    leadToFault(form());
    return;
  }
  Object.assign(opened, { state: answer.state, like: "" });
  saved = JSON.stringify(now);
  named = true;
  field("id").readOnly = true;
  $("leaflet-id-hint").textContent = OLD_NAME;
  $("leaflet-head").textContent = now.title;
  await readStock().then(openLeaflets).catch(() => {}); // api.js says what is wrong with the program; this is saved
  $("leaflet-done").textContent = `Saved: ${answer.path}`;
}

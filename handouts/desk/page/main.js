// The front desk: takes the token, shows one view at a time, notices a changed or stopped program, and clears when idle.

import { ask, takeToken } from "/api.js";
import { $ } from "/dom.js";
import { clearSheet, setUpSheet } from "/sheet.js";
import { clearList, followJob, isMaking, setUpList } from "/list.js";
import { clearClinic, openClinic, setUpClinic } from "/clinic.js";
import { clearLeaflets, openLeaflets, setUpLeaflets } from "/leaflets.js";
import { clearLookup, openLookup, setUpLookup } from "/lookup.js";
import { lookForPrinters, onStock, readStock, stock } from "/stock.js";

const VIEWS = { sheet: null, list: null, clinic: openClinic, leaflets: openLeaflets, lookup: openLookup };
const TITLES = { sheet: "A sheet", list: "A list", clinic: "The clinic", leaflets: "Our leaflets", lookup: "Look up" };
const LOOK = 4_000; // milliseconds between two looks whether the program is there
const IDLE = 600_000; // milliseconds without a touch after which all is cleared
let touched = Date.now();

function show(first = false) {
  const name = location.hash.slice(1);
  if (name === "where") {
    if (!first) $("where-title").focus();
    return;
  }
  const view = name in VIEWS ? name : "sheet";
  for (const other of Object.keys(VIEWS)) $(`view-${other}`).hidden = other !== view;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${TITLES[view]} – Front desk`;
  if (!first) {
    scrollTo(0, 0);
    $(`${view}-title`).focus();
  }
  if (stock.about) VIEWS[view]?.();
}

async function look() {
  const before = stock.build;
  try {
    const { build, job } = await ask("/api/state");
    if (build !== before) await begin();
    if (before && build !== before && !stock.about.faults.length) $("news").textContent = "The data has changed and was read anew.";
    followJob(job);
    lookForPrinters();
  } catch {
    // api.js has said so
  }
  if (isMaking()) touched = Date.now();
  else if (Date.now() - touched > IDLE) clear();
}

/** Empties all forms. */
function clear() {
  touched = Date.now();
  for (const question of document.querySelectorAll("dialog[open]")) question.close("no");
  for (const work of [clearSheet, clearList, clearClinic, clearLeaflets, clearLookup]) work();
  $("news").textContent = "All forms were cleared after ten quiet minutes.";
}

async function begin() {
  await readStock();
  show(true);
}

onStock(() => {
  $("whose-desk").textContent = stock.about.clinic?.name || "";
  $("news").textContent = stock.about.faults.map((one) => one.message).join(" ");
});
takeToken();
for (const form of document.querySelectorAll("form")) form.reset();
for (const set of [setUpSheet, setUpList, setUpClinic, setUpLeaflets, setUpLookup]) set();
for (const event of ["input", "pointerdown", "keydown"]) {
  addEventListener(event, () => {
    touched = Date.now();
  }, true);
}
addEventListener("hashchange", () => {
  takeToken();
  show();
});
$("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector(".view:not([hidden]) h1").focus();
});
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault()); // no file is opened in place of the page
show(true);
begin().then(look, () => {});
setInterval(look, LOOK);

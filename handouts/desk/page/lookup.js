// The page for practitioners of a point or a leaflet, to be read and handed on, and the charts.

import { Refused, ask, askFile, oneAtATime } from "/api.js";
import { $, begin, capital, el, options, paint, save, told } from "/dom.js";
import { PDF_SAVED, faultsOf, once, sentWords } from "/handing.js";
import { listen } from "/heard.js";
import { sheetOf } from "/sheet.js";
import { foundWords, offerPrinters, onStock, papersFor, printerOf, search, showPrinters, stock, titleOf } from "/stock.js";

let ids = [];
let asked = 0; // how often a page was asked for: of several, the last one is shown
let shown = ""; // what the page on view is of; empty where it is a chart's

/** Sets the view up. */
export function setUpLookup() {
  $("lookup-search").addEventListener("input", () => find($("lookup-search").value));
  $("lookup-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await find($("lookup-search").value);
    if (ids.length) open(ids[0]);
  });
  $("chart-form").addEventListener("submit", (event) => {
    event.preventDefault();
    chart();
  });
  $("chart-save").addEventListener("click", () => tried(async () => {
    const view = $("chart-view").value;
    save(await askFile("/api/chart/pdf", { view, paper: $("chart-paper").value }), `chart-${view}.pdf`);
  }));
  $("known-save").addEventListener("click", () => handOver($("known-save"), async () => {
    save(await askFile("/api/pdf", wanted()), `${shown.toLowerCase()}-practitioner.pdf`);
    $("known-done").textContent = PDF_SAVED;
  }));
  $("known-print").addEventListener("click", () => handOver($("known-print"), print));
  $("known-sheet").addEventListener("click", () => {
    if ($("known-sheet").getAttribute("aria-disabled") !== "true") sheetOf(shown);
  });
  offerPrinters($("known-printer"), $("known-printing"), $("known-no-printer"));
  onStock(() => {
    options($("chart-paper"), papersFor(false));
    begin($("chart-paper"), stock.usual.paper);
    options($("chart-view"), stock.about.views.map((one) => [one.name, capital(one.plain).replace("-", " ")]));
    find($("lookup-search").value);
  });
}

/** Shows all that there is. */
export function openLookup() {
  find($("lookup-search").value);
}

/** Forgets what was looked up. */
export function clearLookup() {
  $("lookup-search").value = "";
  $("known").replaceChildren();
  $("known-painted").replaceChildren();
  for (const id of ["known-pages", "known-hand"]) $(id).hidden = true;
  for (const id of ["known-done", "known-fault"]) $(id).textContent = "";
  $("known-empty").hidden = false;
  $("known-title").textContent = "The page for practitioners";
  shown = "";
  asked += 1;
  find("");
}

const find = oneAtATime(async (text, last) => {
  const found = await search(text);
  if (!found || !last()) return;
  ids = [...found.points, ...found.conditions];
  $("lookup-found").replaceChildren(...ids.map((id) => el("li", {}, el("button", { type: "button", on: { click: () => open(id) } }, titleOf(id)))));
  $("lookup-count").textContent = foundWords(text, ids.length);
});

const handOver = (button, work) => once(button, () => tried(work));

async function tried(work) {
  $("known-fault").textContent = "";
  $("known-done").textContent = "";
  try {
    await work();
  } catch (error) {
    $("known-fault").textContent = faultsOf(error).map(told).join("\n");
  }
}

/** The page that is on view, as the program understands it. */
const wanted = () => ({ names: [shown], edition: "practitioner", paper: stock.usual.paper });

function open(id) {
  const mine = ++asked;
  return tried(async () => {
    const found = await ask("/api/preview", { ...wanted(), names: [id], place: "known" });
    if (mine !== asked) return;
    const wrong = found.faults.filter((one) => !one.warning);
    if (wrong.length) throw new Refused(0, wrong);
    shown = id;
    show(found.sheets[0].title, found);
    listen($("known"), found.html);
    const whyNot = stock.points.find((one) => one.code === id)?.why_not;
    if (whyNot) $("known-sheet").setAttribute("aria-disabled", "true");
    else $("known-sheet").removeAttribute("aria-disabled");
    $("known-why-not").textContent = whyNot ? `No sheet for a patient is made of it: ${whyNot}.` : "";
    showPrinters();
  });
}

function chart() {
  const mine = ++asked;
  return tried(async () => {
    const found = await ask("/api/chart", { view: $("chart-view").value, paper: $("chart-paper").value });
    if (mine !== asked) return;
    shown = "";
    $("known").replaceChildren();
    show(found.title, found);
  });
}

/** Shows pages under their title; a chart is saved where it is chosen. */
function show(title, found) {
  $("known-title").textContent = title;
  $("known-empty").hidden = true;
  $("known-hand").hidden = !shown;
  $("known-pages").hidden = false;
  $("known-pages").setAttribute("aria-label", title);
  $("known-pages").scrollTop = 0;
  paint($("known-painted"), found.pages, found.width);
  $("known-title").focus();
}

async function print() {
  const sent = await ask("/api/print", { ...wanted(), printer: printerOf($("known-printer")) });
  $("known-done").textContent = sentWords(sent);
}

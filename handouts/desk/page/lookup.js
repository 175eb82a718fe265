// What is known of a point or a leaflet, and the charts.

import { ask, askFile, oneAtATime } from "/api.js";
import { $, begin, el, options, paint, parsed, save, told } from "/dom.js";
import { onStock, papersFor, stock, titleOf } from "/stock.js";

let ids = [];

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
  onStock(() => {
    options($("chart-paper"), papersFor(false));
    begin($("chart-paper"), stock.usual.paper);
    options($("chart-view"), stock.about.views.map((one) => [one.name, one.plain.charAt(0).toUpperCase() + one.plain.slice(1).replace("-", " ")]));
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
  $("known-drawn").replaceChildren();
  $("known-painted").replaceChildren();
  $("known-pages").hidden = true;
  $("known-empty").hidden = false;
  $("known-title").textContent = "What is known";
  find("");
}

const find = oneAtATime(async (text, last) => {
  const all = { conditions: stock.conditions.map((one) => one.id), points: stock.points.map((one) => one.code) };
  const found = text.trim() ? await ask("/api/search", { text: text.slice(0, 200) }).catch(() => null) : all;
  if (!found || !last()) return;
  ids = [...found.points, ...found.conditions];
  $("lookup-found").replaceChildren(...ids.map((id) => el("li", {}, el("button", { type: "button", on: { click: () => open(id) } }, titleOf(id)))));
  $("lookup-count").textContent = text.trim() ? `${ids.length} found` : "";
});

async function tried(work) {
  $("lookup-fault").textContent = "";
  try {
    await work();
  } catch (error) {
    $("lookup-fault").textContent = (error.faults || [{ message: "this did not work" }]).map(told).join("\n");
  }
}

function open(id) {
  return tried(async () => {
    const found = await ask("/api/lookup", { code: id });
    $("known-title").textContent = found.title;
    $("known-empty").hidden = true;
    $("known-pages").hidden = true;
    paint($("known-drawn"), found.picture ? [found.picture] : [], 80);
    $("known").replaceChildren(...parsed(found.html));
    $("known-title").focus();
  });
}

function chart() {
  return tried(async () => {
    const found = await ask("/api/chart", { view: $("chart-view").value, paper: $("chart-paper").value });
    $("known-title").textContent = found.title;
    $("known-empty").hidden = true;
    $("known").replaceChildren();
    $("known-drawn").replaceChildren();
    $("known-pages").hidden = false;
    $("known-pages").setAttribute("aria-label", found.title);
    paint($("known-painted"), found.pages, found.width);
    $("known-title").focus();
  });
}

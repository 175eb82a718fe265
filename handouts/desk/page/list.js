// A spreadsheet of people: read as it is, its faults at their cells, its columns matched by hand, then all its sheets.

import { ask, askFile, hand } from "/api.js";
import { $, EDITIONS, PAPERS, dropped, el, options, save, told } from "/dom.js";
import { onStock, printers, stock } from "/stock.js";

const FIELDS = {
  condition: "Leaflet", name: "Name", date: "Date", leg: "Leg", practitioner: "Practitioner", time: "How long",
  often: "How often", note: "Note", points: "Points", purpose: "What for",
};
const EVERY = 300; // milliseconds between two looks how far a job is
let file = null;
let found = null;
let job = null;

/** Sets the view up. */
export function setUpList() {
  dropped($("drop"), $("file"), (given) => {
    clearResult();
    file = given;
    look({}, false);
  });
  for (const id of ["list-usual", "list-edition", "list-paper", "list-sheet", "list-draft"]) {
    $(id).addEventListener("change", () => {
      if (id === "list-edition") showPapers();
      look(byHand(), $("list-ignore").checked);
    });
  }
  $("list-again").addEventListener("click", () => look(byHand(), $("list-ignore").checked));
  for (const button of document.querySelectorAll("[data-as]")) button.addEventListener("click", () => make(button.dataset.as));
  $("job-stop").addEventListener("click", () => job && ask("/api/job/stop", { job }).catch(() => {}));
  onStock(() => {
    options($("list-usual"), [["", "None: each row names its own"], ...stock.conditions.map((one) => [one.id, one.title])]);
    options($("list-edition"), stock.about.editions.map((name) => [name, EDITIONS[name] || name]));
    showPapers();
  });
}

function showPapers() {
  const large = $("list-edition").value.startsWith("large");
  options($("list-paper"), stock.about.papers.filter((paper) => large || paper !== "a3").map((paper) => [paper, PAPERS[paper] || paper]));
}

/** Forgets the list. */
export function clearList() {
  $("file").value = "";
  file = null;
  clearResult();
}

function clearResult() {
  found = null;
  for (const id of ["list-result", "list-make", "list-sheet-field", "job"]) $(id).hidden = true;
  for (const id of ["list-fault", "list-done", "list-summary"]) $(id).textContent = "";
  $("list-columns").replaceChildren();
  $("list-rows").replaceChildren();
  $("list-faults").replaceChildren();
  $("list-ignore").checked = false;
  $("list-skip").checked = false;
  $("list-sheet").replaceChildren();
}

function byHand() {
  const columns = {};
  for (const select of $("list-columns").querySelectorAll("select")) if (select.value) columns[select.dataset.field] = select.value;
  return columns;
}

async function look(columns, ignore) {
  if (!file) return;
  $("list-fault").textContent = "";
  $("list-done").textContent = "";
  $("list-result").hidden = false;
  $("list-summary").textContent = "Reading the list …";
  const usual = $("list-usual").value;
  try {
    found = await hand("/api/table", file, {
      columns, ignore, sheet_name: $("list-sheet").value,
      sheet: { names: usual ? [usual] : [], edition: $("list-edition").value, paper: $("list-paper").value, draft: $("list-draft").checked },
    });
  } catch (error) {
    found = { table: null, rows: 0, sheets: 0, columns: [], book_sheets: [], matched: {}, preview: [], notes: [], faults: error.faults || [{ message: "this file cannot be read" }] };
  }
  showFound();
}

function showFound() {
  const wrong = found.faults.filter((one) => !one.warning);
  const sheets = `${found.sheets} ${found.sheets === 1 ? "sheet" : "sheets"} can be made`;
  $("list-summary").textContent = !found.table ? "No sheets can be made yet: see what is wrong."
    : `${found.rows} ${found.rows === 1 ? "row" : "rows"} read, ${sheets}${wrong.length ? `; ${wrong.length} ${wrong.length === 1 ? "fault" : "faults"}. Mend them in the spreadsheet and choose it again, or leave those rows out` : ""}.`;
  $("list-notes").replaceChildren(...found.notes.map((note) => el("li", {}, note)));
  $("list-faults").replaceChildren(...(found.faults.length ? [faultTable()] : []));
  $("list-sheet-field").hidden = found.book_sheets.length < 2;
  options($("list-sheet"), found.book_sheets.map((name) => [name, name]), $("list-sheet").value || found.book_sheets[0]);
  showColumns();
  showRows();
  $("list-match").hidden = !found.columns.length;
  if (!found.table && found.columns.length) $("list-match").open = true;
  $("list-make").hidden = !found.table;
  $("list-skip-field").hidden = !wrong.length;
  if (found.table) showPrinters();
}

function faultTable() {
  const rows = found.faults.map((one) => el("tr", {},
    el("td", {}, one.row ? String(one.row) : "–"),
    el("td", {}, one.column && found.columns[one.column - 1] ? found.columns[one.column - 1] : FIELDS[one.field] || "–"),
    el("td", {}, one.warning ? "Look again: " : "", told({ ...one, hint: null })), el("td", {}, one.hint || "")));
  const head = ["Row", "Column", "What is wrong", "What to do"].map((words) => el("th", { scope: "col" }, words));
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Faults" },
    el("table", {}, el("caption", {}, "Faults, by the rows of your spreadsheet"), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)));
}

function showColumns() {
  $("list-columns").replaceChildren(...Object.entries(FIELDS).map(([field, words]) => {
    const select = el("select", { id: `column-${field}`, "data-field": field });
    options(select, [["", "Not in the list"], ...found.columns.map((head) => [head, head])], found.matched[field] || "");
    return el("div", { class: "field" }, el("label", { for: select.id }, words), select);
  }));
}

function showRows() {
  $("list-seen").hidden = !found.preview.length;
  if (!found.preview.length) return;
  const wide = Math.max(...found.preview.map((row) => row.length));
  const heads = found.columns.length ? found.columns : Object.keys(FIELDS).slice(0, wide);
  $("list-rows").replaceChildren(el("table", {}, el("caption", {}, "The first rows, as they were read"),
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...found.preview.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, cell)))))));
}

async function showPrinters() {
  const known = await printers();
  options($("list-printer"), known.words, $("list-printer").value || known.usual);
  $("list-printing").hidden = Boolean(known.why);
  $("list-no-printer").hidden = !known.why;
  $("list-no-printer").textContent = known.why;
}

async function make(kind) {
  if (job || !found?.table) return;
  $("list-fault").textContent = "";
  $("list-done").textContent = "";
  try {
    ({ job } = await ask("/api/table/make", { table: found.table, as: kind, printer: $("list-printer").value, skip_bad: $("list-skip").checked }));
    $("job").hidden = false;
    await follow(kind);
  } catch (error) {
    $("list-fault").textContent = (error.faults || [{ message: "this did not work" }]).map(told).join("\n");
  } finally {
    job = null;
    $("job").hidden = true;
  }
}

async function follow(kind) {
  for (;;) {
    const how = await ask("/api/job", { job });
    $("progress").max = how.of || 1;
    $("progress").value = how.done;
    $("progress-label").textContent = `Sheet ${how.done} of ${how.of}`;
    if (how.state === "running") {
      await new Promise((resolve) => setTimeout(resolve, EVERY));
      continue;
    }
    if (how.state === "failed") $("list-fault").textContent = how.faults.map(told).join("\n");
    else if (how.state === "stopped") $("list-done").textContent = `Stopped after ${how.done} of ${how.of} sheets.`;
    else if (kind === "print") $("list-done").textContent = `Sent to the printer: ${how.of} sheets.`;
    else {
      save(await askFile("/api/job/result", { job }), how.name || `leaflets.${kind}`);
      $("list-done").textContent = `${how.of} sheets are saved where your browser puts downloads.`;
    }
    return;
  }
}

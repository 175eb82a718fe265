// A spreadsheet of people: read as it is, its faults at their cells, its columns matched by hand, then all its sheets.

import { ask, askFile, hand, oneAtATime } from "/api.js";
import { $, EDITIONS, backOf, begin, dateOf, dropped, el, offerToday, options, save, tell, told } from "/dom.js";
import { faultsOf } from "/handing.js";
import { offerPrinters, onStock, papersFor, printerOf, showPrinters, stock } from "/stock.js";

const EVERY = 300; // milliseconds between two looks how far a job is
let file = null;
let found = null;
let before = ""; // the table that the program has of this page, which the next one replaces
let lead = false; // to what is wrong with the list, once it is read
let busy = false; // a job is begun or followed
let job = "", made = ""; // the one that is followed now, and the last that this page began
const ended = new Set();

/** Sets the view up. */
export function setUpList() {
  dropped($("drop"), $("file"), (given) => {
    clearResult();
    file = given;
    lead = true;
    look({}, false);
  });
  offerToday($("list-date"), $("list-today"), () => look());
  for (const id of ["list-usual", "list-edition", "list-paper", "list-back", "list-sheet", "list-draft", "list-date"]) {
    $(id).addEventListener("change", () => {
      if (id === "list-edition") showPapers();
      look();
    });
  }
  $("list-again").addEventListener("click", () => {
    lead = true;
    look();
  });
  for (const button of document.querySelectorAll("[data-as]")) button.addEventListener("click", () => make(button.dataset.as));
  $("job-stop").addEventListener("click", () => job && ask("/api/job/stop", { job }).catch(() => {}));
  offerPrinters($("list-printer"), $("list-printing"), $("list-no-printer"));
  onStock(() => {
    options($("list-usual"), [["", "None: each row names its own"], ...stock.conditions.map((one) => [one.id, one.title])]);
    options($("list-edition"), stock.about.editions.map((name) => [name, EDITIONS[name] || name]));
    beginList();
    look();
  });
}

function beginList() {
  begin($("list-edition"), stock.usual.edition);
  showPapers();
  begin($("list-paper"), stock.usual.paper);
}

function showPapers() {
  const large = $("list-edition").value.startsWith("large");
  options($("list-paper"), papersFor(large));
  $("list-back").disabled = large;
}

/** Forgets the list, here and in the program. */
export function clearList() {
  const mine = { ...(before && { table: before }), ...(made && { job: made }) };
  if (Object.keys(mine).length) ask("/api/forget", mine).catch(() => {});
  made = "";
  file = null;
  clearResult();
  before = "";
  for (const id of ["file", "list-usual", "list-back", "list-date"]) $(id).value = "";
  $("list-draft").checked = false;
  for (const id of ["list-edition", "list-paper"]) delete $(id).dataset.begins;
  if (stock.about) beginList();
}

function clearResult() {
  found = null;
  for (const id of ["list-result", "list-make", "list-sheet-field", "list-fetch", "list-faults-title", "list-read"]) $(id).hidden = true;
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

/** Reads the list as the page says now. What was read before cannot be made from then on. */
function look(columns = byHand(), ignore = $("list-ignore").checked) {
  if (!file) return;
  found = null;
  $("list-make").hidden = true;
  $("list-result").hidden = false;
  $("list-summary").textContent = `Reading ${file.name} …`;
  tell(null, $("list-fault"), []);
  $("list-done").textContent = "";
  const usual = $("list-usual").value, date = dateOf($("list-date").value);
  read({
    file, columns, ignore, sheet_name: $("list-sheet").value,
    sheet: {
      names: usual ? [usual] : [], fields: date ? { date } : {}, edition: $("list-edition").value, paper: $("list-paper").value,
      ...backOf($("list-back")), draft: $("list-draft").checked,
    },
  });
}

const read = oneAtATime(async ({ file: given, ...how }, last) => {
  let answer;
  try {
    answer = await hand("/api/table", given, { ...how, instead: before });
    before = answer.table || before;
  } catch (error) {
    answer = { table: null, rows: 0, sheets: 0, columns: [], book_sheets: [], matched: {}, preview: [], notes: [], faults: error.faults || [{ message: "this file cannot be read" }] };
  }
  if (!last() || given !== file) return;
  found = answer;
  showFound();
});

function showFound() {
  const wrong = found.faults.filter((one) => !one.warning);
  const sheets = `${found.sheets} ${found.sheets === 1 ? "sheet" : "sheets"} can be made`;
  $("list-summary").textContent = !found.table ? `${file.name}: no sheets can be made yet. See what is wrong.`
    : `${file.name}: ${found.rows} ${found.rows === 1 ? "row" : "rows"} read, ${sheets}${mend(wrong.length)}.`;
  $("list-read").hidden = !found.notes.length;
  $("list-notes").replaceChildren(...found.notes.map((note) => el("li", {}, note)));
  $("list-faults-title").hidden = !found.faults.length;
  $("list-faults-title").textContent = headOfFaults(wrong);
  $("list-faults").replaceChildren(...(found.faults.length ? [faultTable()] : []));
  if (found.book_sheets.length > 1) { // where one is chosen, no other is told
    $("list-sheet-field").hidden = false;
    options($("list-sheet"), found.book_sheets.map((name) => [name, name]), $("list-sheet").value || found.book_sheets[0]);
  }
  showColumns();
  showRows();
  $("list-match").hidden = !found.columns.length;
  if (!found.table && found.columns.length) $("list-match").open = true;
  $("list-make").hidden = !found.table;
  $("list-skip-field").hidden = !wrong.length;
  if (found.table) showPrinters();
  if (lead && wrong.length) leadToFaults();
  lead = false;
}

/** Brings what is wrong into sight, and those who listen to it. */
function leadToFaults() {
  $("list-faults-title").focus({ preventScroll: true });
  $("list-result").scrollIntoView({ block: "start" });
}

/** What the faults' table tells of. */
function headOfFaults(wrong) {
  const bad = found.table ? found.rows - found.sheets : 0;
  if (bad) return bad === 1 ? "1 row has faults" : `${bad} rows have faults`;
  return wrong.length ? "What is wrong" : "Look again";
}

function mend(count) {
  if (!count) return "";
  if (count === 1) return "; 1 fault. Mend it in the spreadsheet and choose that again, or leave the row out";
  return `; ${count} faults. Mend them in the spreadsheet and choose that again, or leave the rows out`;
}

function faultTable() {
  const rows = found.faults.map((one) => el("tr", {},
    el("td", {}, one.row ? String(one.row) : "–"),
    el("td", {}, one.whose || "–"),
    el("td", {}, one.column && found.columns[one.column - 1] ? found.columns[one.column - 1] : stock.about.fields[one.field] || "–"),
    el("td", {}, one.cell || "–"),
    el("td", {}, one.warning ? "Look again: " : "", told({ ...one, hint: null })), el("td", {}, told({ message: one.hint || "" }))));
  const head = ["Row", "Name", "Column", "Stands there", "What is wrong", "What to do"].map((words) => el("th", { scope: "col" }, words));
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Faults" },
    el("table", { "aria-labelledby": "list-faults-title" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)));
}

function showColumns() {
  $("list-columns").replaceChildren(...Object.entries(stock.about.fields).map(([field, words]) => {
    const select = el("select", { id: `column-${field}`, "data-field": field });
    options(select, [["", "Not in the list"], ...found.columns.map((head) => [head, head])], found.matched[field] || "");
    return el("div", { class: "field" }, el("label", { for: select.id }, words), select);
  }));
}

function showRows() {
  $("list-seen").hidden = !found.preview.length;
  if (!found.preview.length) return;
  const heads = found.columns.length ? found.columns : Object.values(stock.about.fields);
  $("list-rows").replaceChildren(el("table", {}, el("caption", {}, "The first rows, as they were read"),
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...found.preview.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, cell)))))));
}

// -- making the sheets ------------------------------------------------------------------------------------------------

/** Whether sheets are being made. */
export const isMaking = () => busy;

async function make(kind) {
  if (busy || !found?.table) return;
  const hindered = !$("list-skip").checked && found.faults.some((one) => !one.warning);
  await working(async () => {
    const printer = kind === "print" ? printerOf($("list-printer")) : "";
    const begun = await ask("/api/table/make", { table: found.table, as: kind, printer, skip_bad: $("list-skip").checked })
      .catch((error) => {
        if (hindered) leadToFaults();
        throw error;
      });
    made = begun.job;
    const how = await follow(made);
    if (how.name) await fetchResult(begun.job, how);
  });
}

/** Follows a job that another page has begun, or this one before it was loaded anew; its file is offered, not saved. */
export async function followJob(id) {
  if (!id || busy || ended.has(id)) return;
  await working(async () => {
    const how = await follow(id);
    if (!how.name) return;
    $("list-done").textContent = `The sheets of a list are made: ${how.of}.`;
    $("list-fetch").hidden = false;
    $("list-fetch").onclick = () => working(() => fetchResult(id, how));
  });
}

async function fetchResult(id, how) {
  save(await askFile("/api/job/result", { job: id }), how.name);
  $("list-done").textContent = `${how.of} sheets are saved where your browser puts downloads.`;
}

/** Does work while nothing else is to be begun, and says what hinders it. */
async function working(work) {
  busy = true;
  showBusy();
  tell(null, $("list-fault"), []);
  $("list-done").textContent = "";
  $("list-fetch").hidden = true;
  try {
    await work();
  } catch (error) {
    tell(null, $("list-fault"), faultsOf(error));
  } finally {
    busy = false;
    showBusy();
  }
}

function showBusy() {
  for (const button of document.querySelectorAll("[data-as]")) button.setAttribute("aria-disabled", busy);
}

/** Shows how far a job is, until it has ended; gives how it did. */
async function follow(id) {
  job = id;
  $("job").hidden = false;
  try {
    for (;;) {
      const how = await ask("/api/job", { job: id });
      $("progress").max = how.of || 1;
      $("progress").value = how.done;
      $("progress-label").textContent = `Sheet ${how.done} of ${how.of}`;
      if (how.state !== "running") {
        ended.add(id);
        showEnd(how);
        return how;
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  } finally {
    job = "";
    $("job").hidden = true;
  }
}

function showEnd(how) {
  tell(null, $("list-fault"), how.faults);
  if (how.state === "stopped") $("list-done").textContent = `Stopped after ${how.done} of ${how.of} sheets.`;
  else if (how.jobs) $("list-done").textContent = `Sent to ${how.jobs[0].printer}: ${how.of} sheets (job ${how.jobs.map((one) => one.id).join(", ")}).`;
}

// A sheet for one person: picked, filled in, seen as it changes, and handed over.

import { Refused, ask, askFile, oneAtATime, whenQuiet } from "/api.js";
import { $, backOf, dateOf, el, offerToday, options, paint, save, tell, told } from "/dom.js";
import { PDF_SAVED, faultsOf, once, sentWords } from "/handing.js";
import { listen } from "/heard.js";
import { choose, chosen, clearPick, offerAll, setUpPick } from "/pick.js";
import { offerPrinters, onStock, papersFor, printerOf, showPrinters, stock } from "/stock.js";

const FIELDS = ["names", "together", "name", "date", "leg", "practitioner", "time", "often", "note", "points", "paper", "edition", "back", "printer", "copies"];
const HANDING = ["printer", "copies"]; // of which the preview tells nothing
const COLLEAGUE = "practitioner"; // the edition for the trade
const DRAFT = "draft"; // what the program calls the fault of a leaflet that nobody has reviewed
const LISTEN = 600; // milliseconds without a change before the words for screen readers follow
let listened = "";
let clears = 0; // how often the form was emptied
let begun = false; // something is chosen, typed or set

/** Sets the view up. */
export function setUpSheet() {
  setUpPick(change);
  const form = $("sheet-form");
  form.addEventListener("input", (event) => {
    if (event.target.closest("#choices, #search, .hand") || event.target.id === "zoom") return;
    change();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", enterLeadsOn);
  offerToday($("f-date"), $("today"), change);
  $("to-name").addEventListener("click", (event) => {
    event.preventDefault();
    ($("f-name").disabled ? document.querySelector("#sheet-form [name=size]:checked") : $("f-name")).focus();
  });
  $("zoom").addEventListener("change", showZoom);
  for (const [id, work] of Object.entries({ print, "save-pdf": savePdf, "save-html": saveHtml, "copy-text": copyText })) {
    $(id).addEventListener("click", () => once($(id), () => handOver(work)));
  }
  $("clear").addEventListener("click", () => {
    clearSheet();
    $("search").focus();
  });
  offerPrinters($("printer"), $("with-printer"), $("no-printer"), () => $("save-pdf").classList.toggle("main", $("with-printer").hidden));
  onStock(() => {
    if (!begun) begin();
    showPrinters();
    refresh();
  });
}

/** Sets what a sheet begins with. */
function begin() {
  const { edition, paper } = stock.usual;
  const size = edition.startsWith("large") ? "large" : "standard";
  document.querySelector(`#sheet-form [name=size][value=${size}]`).checked = true;
  $("low-ink").checked = edition.endsWith("low-ink");
  showPrint();
  $("paper").value = paper;
}

function change() {
  begun = true;
  refresh();
}

/** Empties the form, here and in the program. */
export function clearSheet() {
  $("sheet-form").reset();
  $("more").open = false;
  begun = false;
  clears += 1;
  listened = "";
  clearPick();
  $("heard").replaceChildren();
  showZoom();
  showHanded("");
  if (stock.about) begin();
  refresh();
  ask("/api/forget").catch(() => {});
}

/** Leads to a sheet for a patient of one thing; the words that are typed there stay. */
export function sheetOf(id) {
  if (size() === COLLEAGUE) begin();
  choose(id);
  location.hash = "#sheet";
}

const size = () => document.querySelector("#sheet-form [name=size]:checked").value;

/** The edition that the choices under Print make. */
function edition() {
  const large = size() === "large";
  if (size() === COLLEAGUE) return COLLEAGUE;
  return $("low-ink").checked ? (large ? "large-low-ink" : "low-ink") : large ? "large" : "standard";
}

/** What is wanted, as the program understands it. */
function sheet() {
  const fields = {}, made = edition();
  for (const input of document.querySelectorAll("#sheet-form [data-field]:enabled")) if (input.value) fields[input.dataset.field] = input.value;
  if (fields.date) fields.date = dateOf(fields.date);
  const leg = document.querySelector("#sheet-form [name=leg]:checked:enabled")?.value;
  if (leg) fields.leg = leg;
  return {
    names: [...chosen], together: $("together").checked && !$("field-together").hidden, fields, paper: $("paper").value, edition: made,
    ...backOf($("back")), draft: $("draft").checked,
  };
}

/** Offers what goes with the print that is chosen: a page for a colleague has no place for a person's words. */
function showPrint() {
  const large = size() === "large", colleague = size() === COLLEAGUE;
  options($("paper"), papersFor(large));
  $("back").disabled = large || colleague;
  for (const input of document.querySelectorAll("#sheet-form [data-field], #sheet-form [name=leg], #low-ink, #today")) input.disabled = colleague;
  $("hint-colleague").hidden = !colleague;
  $("field-together").hidden = colleague || chosen.length < 2;
  offerAll(colleague);
}

/** Shows what is wanted now, as soon as the last answer is there. */
function refresh() {
  if (!stock.about) return;
  showPrint();
  clearHanded();
  preview(sheet());
}

const preview = oneAtATime(async (wanted) => {
  const person = clears;
  if (!wanted.names.length) {
    listened = "";
    $("painted").replaceChildren();
    $("heard").replaceChildren();
    $("pages-empty").hidden = false;
    $("field-draft").hidden = true;
    $("pages-count").textContent = "";
    showFaults([]);
    return;
  }
  try {
    const found = await ask("/api/preview", wanted);
    if (!chosen.length || person !== clears) return; // it is another person's
    paint($("painted"), found.pages, found.width);
    $("pages-empty").hidden = found.pages.length > 0;
    $("pages-count").textContent = counted(found.sheets.map((one) => one.pages));
    $("field-draft").hidden = !found.sheets.some((one) => one.draft);
    listened = found.html;
    hear();
    showFaults(found.faults);
  } catch (error) {
    showFaults(error.faults || [{ message: String(error) }]);
  }
});

/** How many pages there are, and where the others of them are; `pages` are those of each sheet. */
function counted(pages) {
  const all = pages.reduce((sum, one) => sum + one, 0);
  if (!all) return "";
  if (pages.length > 1) return `${pages.length} sheets, ${all} pages: scroll for the others`;
  if (all === 1) return "1 page";
  return all === 2 && size() !== COLLEAGUE ? "2 pages: front and back, scroll for the second" : `${all} pages: scroll for the others`;
}

const hear = whenQuiet(() => listen($("heard"), listened), LISTEN);

function controlOf(field) {
  if (field === "names") return $("search");
  if (field === "leg" || field === "edition") return $(`field-${field}`);
  return $(`f-${field}`) || $(field);
}

/** Puts each fault beside its field; those of none into the list over the page. */
function showFaults(faults, place = "notes") {
  for (const field of FIELDS) {
    if (place === "notes" && HANDING.includes(field)) continue;
    const here = $(`fault-${field}`);
    if (here) tell(["leg", "edition"].includes(field) ? null : controlOf(field), here, faults.filter((one) => nameOf(one) === field).map(short));
  }
  const rest = faults.filter((one) => !FIELDS.includes(nameOf(one)));
  if (place === "notes") $("notes").replaceChildren(...rest.map((one) => el("li", {}, told(one))));
  else $("fault-all").textContent = rest.map(told).join("\n");
  if (faults.some((one) => $("more").querySelector(`#fault-${nameOf(one) || "none"}`))) $("more").open = true;
}

/** A leaflet that nobody has reviewed is told at the choice in short, where a box to tick stands below; what is to be done
 * about it is told at the buttons. */
const short = (fault) => (fault.place === DRAFT ? { ...fault, place: null, hint: null } : fault);

const nameOf = (fault) => (fault.field === "sides" ? "back" : fault.field);

function showZoom() {
  $("pages").dataset.zoom = $("zoom").value;
}

/** Enter in a field leads on to the button that hands the sheet over; it prints nothing by itself. */
function enterLeadsOn(event) {
  if (event.key !== "Enter" || !event.target.matches("input:not([type=search])")) return;
  event.preventDefault();
  ($("with-printer").hidden ? $("save-pdf") : $("print")).focus();
}

// -- handing over ------------------------------------------------------------------------------------------------------

/** Hands over what is wanted, and says what hinders it. */
async function handOver(work) {
  clearHanded();
  if (!chosen.length) {
    showFaults([{ field: "names", message: "choose a leaflet or a point first" }]);
    $("search").focus();
    return;
  }
  try {
    showHanded(await work(sheet()));
  } catch (error) {
    const faults = faultsOf(error);
    showFaults(faults, "all");
    const draft = faults.filter((one) => one.place === DRAFT);
    if (draft.length) {
      $("fault-all").textContent = `Not reviewed: ${draft[0].hint}`;
      return;
    }
    const first = faults.find((one) => FIELDS.includes(nameOf(one)));
    if (first) controlOf(nameOf(first))?.focus();
  }
}

/** Drops what was said when something was handed over last. */
function clearHanded() {
  $("fault-all").textContent = "";
  for (const field of HANDING) tell($(field), $(`fault-${field}`), []);
  showHanded("");
}

/** Says what was handed over; then the next step is to clear the form, whose button stands out. */
function showHanded(words) {
  $("handed").textContent = words;
  $("clear").classList.toggle("main", Boolean(words));
  $("clear").classList.toggle("plain", !words);
}

const fileName = (wanted) => (wanted.names.length === 1 ? wanted.names[0] : "leaflets").toLowerCase();

async function savePdf(wanted) {
  save(await askFile("/api/pdf", wanted), `${fileName(wanted)}.pdf`);
  return PDF_SAVED;
}

async function saveHtml(wanted) {
  save(await askFile("/api/html", wanted), `${fileName(wanted)}.html`);
  return "The web page is saved where your browser puts downloads.";
}

async function copyText(wanted) {
  const { text } = await ask("/api/text", wanted);
  await navigator.clipboard.writeText(text).catch(() => {
    throw new Refused(0, [{ message: "your browser does not let this page copy: save the web page instead" }]);
  });
  return "The text is copied. Paste it into your e-mail.";
}

async function print(wanted) {
  const copies = Number($("copies").value);
  if (!Number.isInteger(copies) || copies < 1 || copies > 999) {
    throw new Refused(0, [{ field: "copies", message: "copies should be a whole number from 1 to 999" }]);
  }
  const sent = await ask("/api/print", { ...wanted, printer: printerOf($("printer"), "printer"), copies });
  return sentWords(sent, (job) => `, ${onPaper(job.pages)}`);
}

/** How a sheet of so many pages is printed. */
const onPaper = (pages) => (pages === 1 ? "1 page" : `${pages} pages${pages === 2 ? ", on both sides" : ""}`);

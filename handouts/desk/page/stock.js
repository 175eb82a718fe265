// What the program knows: itself, and what there is to choose from; read anew when the data has changed.

import { Refused, ask } from "/api.js";
import { PAPERS, options } from "/dom.js";

export const stock = { about: null, usual: null, conditions: [], points: [], build: "" };
const listeners = [];

/** Has work done now and whenever the data was read anew. */
export function onStock(work) {
  listeners.push(work);
}

/** Reads what there is. */
export async function readStock() {
  const [about, catalogue] = await Promise.all([ask("/api/about"), ask("/api/catalogue")]);
  Object.assign(stock, { about, usual: about.usual, conditions: catalogue.conditions, points: catalogue.points, build: about.build });
  for (const work of listeners) work();
}

/** The ids of what a text names, best first; of an empty one, of all that there is. Nothing where the program does not
 * answer. */
export async function search(text) {
  if (text.trim()) return ask("/api/search", { text: text.slice(0, 200) }).catch(() => null);
  return { conditions: stock.conditions.map((one) => one.id), points: stock.points.map((one) => one.code) };
}

/** Says how many things a text names. */
export function foundWords(text, count) {
  if (!text.trim()) return "";
  return count ? `${count} found` : "Nothing is found. Try another word, such as the part of the leg.";
}

/** The papers as choices for a list: the largest one is for large print alone. */
export function papersFor(large) {
  return stock.about.papers.filter((paper) => large || paper !== "a3").map((paper) => [paper, PAPERS[paper] || paper]);
}

/** What a leaflet or point is called. */
export function titleOf(id) {
  const condition = stock.conditions.find((one) => one.id === id);
  if (condition) return condition.title;
  const point = stock.points.find((one) => one.code === id);
  return point ? `${point.code} ${point.plain}` : id;
}

/** The printer that is chosen. Throws what is to be said where none is. */
export function printerOf(select, field = null) {
  if (!select.value) throw new Refused(0, [{ field, message: "choose a printer" }]);
  return select.value;
}

const offers = []; // where printers are offered: the choice, what is shown with it, what says why there are none, and what follows

/** Has printers offered in a place from now on; `after` is done whenever they were asked for. */
export function offerPrinters(select, box, why, after = () => {}) {
  offers.push({ select, box, why, after });
  select.addEventListener("pointerdown", () => showPrinters());
}

/** Asks for the printers and offers them. Where the one that was chosen, or else the usual one, is not among them, none
 * is chosen. */
export async function showPrinters() {
  const found = await ask("/api/printers").catch((error) => ({ printers: [], faults: error.faults || [] }));
  const words = found.printers.map((one) => [one.name, one.told ? `${one.name} (${one.told})` : one.name]);
  const usual = found.default || (words.length === 1 ? words[0][0] : "");
  const reason = found.faults[0]?.message || "the print system knows no printer";
  for (const { select, box, why, after } of offers) {
    const wanted = select.value || usual;
    const there = words.some(([name]) => name === wanted);
    options(select, there ? words : [["", "Choose a printer"], ...words], there ? wanted : "");
    box.hidden = !words.length;
    why.hidden = Boolean(words.length);
    why.textContent = words.length ? "" : `This computer cannot print just now: ${reason}. Save the PDF instead, and print that at 100 %.`;
    after();
  }
}

/** Looks again where there was no printer: a print system may come back. */
export function lookForPrinters() {
  if (offers.some((offer) => offer.box.hidden)) showPrinters();
}

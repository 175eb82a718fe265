// What the program knows: itself, and what there is to choose from; read anew when the data has changed.

import { ask } from "/api.js";
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

/** The printers as choices for a list, or the sentence that says why there are none. */
export async function printers() {
  const found = await ask("/api/printers").catch((error) => ({ printers: [], faults: error.faults || [] }));
  const words = found.printers.map((one) => [one.name, one.told ? `${one.name} (${one.told})` : one.name]);
  const why = found.faults[0]?.message || "the print system knows no printer";
  const told = `This computer cannot print just now: ${why}. Save the PDF instead, and print that at 100 %.`;
  return { words, usual: found.default || (words.length === 1 ? words[0][0] : ""), why: words.length ? "" : told };
}

/** The printer that is chosen. Throws what is to be said where none is. */
export function printerOf(select, field = null) {
  if (!select.value) throw Object.assign(new Error(), { faults: [{ field, message: "choose a printer" }] });
  return select.value;
}

/** Offers printers. Where the one that was chosen, or else the usual one, is not among them, none is chosen. */
export function offerPrinters(select, found) {
  const wanted = select.value || found.usual;
  const there = found.words.some(([name]) => name === wanted);
  options(select, there ? found.words : [["", "Choose a printer"], ...found.words], there ? wanted : "");
}

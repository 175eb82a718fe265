// Reads PDF files with pdf.js, which shows them in Firefox:  node read.mjs FILE.pdf ...  prints what it saw as JSON.

import { readFileSync } from "node:fs";

// pdf.js wants these when it is loaded, and uses them only for drawing, which would need a canvas.
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= class {};
const faults = [];
console.warn = (...words) => faults.push(words.join(" "));
const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");

async function read(path) {
  faults.length = 0;
  const data = new Uint8Array(readFileSync(path));
  const file = await getDocument({ data, stopAtErrors: true, verbosity: VerbosityLevel.WARNINGS }).promise;
  const { info, metadata } = await file.getMetadata();
  const seen = { title: metadata.get("dc:title"), language: info.Language, texts: [], trees: [], bookmarks: [] };
  // Bookmarks come first: their pages are not known yet, and are looked for from the leaves of the page tree upwards.
  for (const { title, dest } of (await file.getOutline()) ?? []) {
    seen.bookmarks.push([title, await file.getPageIndex(dest[0])]);
  }
  for (let n = 1; n <= file.numPages; n++) {
    const page = await file.getPage(n);
    const { items } = await page.getTextContent();
    seen.texts.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
    seen.trees.push((await page.getStructTree()).children.map(tree));
    await page.getOperatorList();
    page.cleanup();
  }
  await file.destroy();
  return { ...seen, faults: [...faults] };
}

// A structure element with what is in it: its role, its words and language, its kids; content by its number.
function tree({ id, role, alt, lang, children }) {
  return role ? [role, alt ?? null, lang ?? null, ...children.map(tree)] : Number(id.split("_mc")[1]);
}

const seen = {};
for (const path of process.argv.slice(2)) {
  seen[path] = await read(path).catch((error) => ({ faults: [...faults, `cannot be read: ${error}`] }));
}
process.stdout.write(JSON.stringify(seen));

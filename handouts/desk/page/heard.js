// The words of a painted page, for those who listen: headings below those of the view, nothing to act on, no names of parts.

import { el, parsed } from "/dom.js";

/** Puts the HTML of a page into a place that is heard and not seen. */
export function listen(place, html) {
  const all = el("div", {}, ...parsed(html));
  for (const outer of all.querySelectorAll("main, footer, section, aside")) outer.replaceWith(...outer.childNodes);
  for (const link of all.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const head of all.querySelectorAll("h1, h2, h3, h4")) {
    head.replaceWith(el(`h${Math.min(6, Number(head.tagName[1]) + 2)}`, {}, ...head.childNodes));
  }
  for (const named of all.querySelectorAll("[id], [aria-labelledby], [tabindex], [role]")) {
    for (const name of ["id", "aria-labelledby", "tabindex", "role"]) named.removeAttribute(name);
  }
  place.replaceChildren(...all.childNodes);
}

// Small parts of the page: elements, faults beside their fields, painted pages, files to save.

export const $ = (id) => document.getElementById(id);

/** An element with attributes and children; texts are texts, never markup. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, work] of Object.entries(value)) made.addEventListener(event, work);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A text with a capital at its begin. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** What a fault says, with what to do. */
export function told(fault) {
  const place = fault.place ? ` (${fault.place})` : "";
  const text = fault.message + place + (fault.hint ? `: ${fault.hint}` : "");
  return capital(text);
}

/** Puts faults beside a control; `place` is the paragraph that holds them. */
export function tell(control, place, faults) {
  const text = faults.map(told).join("\n");
  const wrong = faults.some((fault) => !fault.warning);
  if (place.textContent !== text) place.textContent = text;
  place.classList.toggle("mild", !wrong);
  if (!control) return;
  const ids = (control.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== place.id);
  if (text) ids.push(place.id);
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/** Paints pages of SVG; the names of their parts are made unlike those of others on the page. */
export function paint(place, pages, width) {
  const parser = new DOMParser();
  place.replaceChildren(...pages.map((text) => {
    const page = document.adoptNode(parser.parseFromString(text, "image/svg+xml").documentElement);
    page.style.setProperty("--across", `${width}mm`);
    return page;
  }));
}

/** A small picture: an image of its own, on white. */
export function picture(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Markup of the program as elements, without what could act. */
export function parsed(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const bad of body.querySelectorAll("script, style, link, meta, iframe, form, object")) bad.remove();
  return [...body.childNodes];
}

/** Saves a file under a name that says nothing of a person. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Fills a list of choices: [value, words] each; keeps what was chosen where it is still there. */
export function options(select, choices, chosen = select.value) {
  select.replaceChildren(...choices.map(([value, words]) => el("option", { value }, words)));
  if (choices.some(([value]) => value === chosen)) select.value = chosen;
}

/** Lets files be dropped on a place as well as chosen; `take` gets the name and the bytes, null where they cannot be
 * read. The bytes are read at once. The input goes on to show the file's name; it is emptied as soon as another is to be
 * chosen, so that this can be the same file when it has been changed. */
export function dropped(place, input, take) {
  let before = null; // the file that was shown when another was to be chosen
  const read = async ([file]) => take({ name: file.name, bytes: await file.arrayBuffer().catch(() => null) });
  input.addEventListener("click", () => {
    [before = null] = input.files;
    input.value = "";
  });
  input.addEventListener("cancel", () => {
    if (!before) return;
    const held = new DataTransfer();
    held.items.add(before);
    input.files = held.files;
  });
  input.addEventListener("change", () => input.files.length && read(input.files));
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    place.classList.add("over");
  });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    read(input.files);
  });
}

/** Chooses what a list of choices begins with, as long as nobody has chosen anything else. */
export function begin(select, value) {
  const before = select.dataset.begins;
  const there = [...select.options].some((one) => one.value === value);
  if (there && (before === undefined || select.value === before)) select.value = value;
  select.dataset.begins = value;
}

/** What a choice for the back of the sheet means to the program. */
export function backOf(select) {
  const chosen = select.disabled ? "" : select.value;
  return { back: chosen === "diary" ? "diary" : "", sides: chosen === "sides" ? 2 : 1 };
}

const TODAY = /^\s*today\s*$/i;

/** A day in words, as the sheets have it: "28 November 2026". */
const inWords = (day) => day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** What is typed for a date; "today" is that day. */
export const dateOf = (text) => (TODAY.test(text) ? inWords(new Date()) : text);

/** Has a button fill today's date into a field, which takes the word for it as well; `work` is done after the button. */
export function offerToday(field, button, work) {
  button.addEventListener("click", () => {
    field.value = inWords(new Date());
    work();
  });
  field.addEventListener("change", () => {
    field.value = dateOf(field.value);
  });
}

export const PAPERS = { a4: "A4", letter: "Letter", a3: "A3" };
export const EDITIONS = {
  standard: "Usual size", large: "Large print", "low-ink": "Usual size, less ink", "large-low-ink": "Large print, less ink",
};

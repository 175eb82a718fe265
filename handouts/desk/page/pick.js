// The choice of leaflets and points: found by the words people use, with small pictures, several at once.

import { ask, oneAtATime } from "/api.js";
import { $, capital, el, picture } from "/dom.js";
import { foundWords, onStock, search, stock, titleOf } from "/stock.js";

const AT_ONCE = 8;
export const chosen = [];
const pictures = new Map();
const waiting = new Set();
let changed = () => {};
let everyPoint = false;
let all = false; // points that are not for patients can be chosen, too
let shown = { conditions: [], points: [] };

/** Sets the choice up; `work` is done whenever it changes. */
export function setUpPick(work) {
  changed = work;
  const box = $("search");
  box.addEventListener("input", () => find(box.value));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    takeFirst();
  });
  $("all-points").addEventListener("click", () => {
    everyPoint = !everyPoint;
    $("all-points").textContent = everyPoint ? "Show leaflets only" : "Show single points too";
    find(box.value);
  });
  onStock(() => {
    pictures.clear();
    for (const one of stock.conditions) pictures.set(one.id, one.thumbnail);
    const known = new Set([...stock.conditions.map((one) => one.id), ...stock.points.map((one) => one.code)]);
    for (let n = chosen.length - 1; n >= 0; n--) if (!known.has(chosen[n])) chosen.splice(n, 1);
    find(box.value);
  });
}

/** Lets points that are not for patients be chosen, or not. */
export function offerAll(on) {
  if (all === on) return;
  all = on;
  show();
}

/** Forgets the choice. */
export function clearPick() {
  chosen.splice(0);
  $("search").value = "";
  show();
  find("");
}

const find = oneAtATime(async (text, last) => {
  const found = await search(text);
  if (!found || !last()) return;
  shown = { ...found, points: text.trim() || everyPoint ? found.points : [] };
  show();
  $("all-points").classList.toggle("unseen", Boolean(text.trim())); // what is found has points among it already
  $("found").textContent = foundWords(text, shown.conditions.length + shown.points.length);
});

async function takeFirst() {
  await find($("search").value);
  const usable = shown.points.filter((code) => all || !stock.points.find((one) => one.code === code)?.why_not);
  const first = [...shown.conditions, ...usable][0];
  if (!$("search").value.trim() || !first) return;
  if (!chosen.includes(first)) chosen.push(first);
  $("search").value = "";
  changed();
  await find("");
  if (!$("search").value) $("found").textContent = `${titleOf(first)} is chosen`;
}

/** Chooses one thing alone. */
export function choose(id) {
  chosen.splice(0, chosen.length, id);
  show();
  changed();
}

function toggle(id, on) {
  const at = chosen.indexOf(id);
  if (on && at < 0) chosen.push(id);
  if (!on && at >= 0) chosen.splice(at, 1);
  showChosen();
  changed();
}

function showChosen() {
  $("chosen").replaceChildren(...chosen.map((id) => el("li", {},
    el("button", {
      type: "button", "aria-label": `Take ${titleOf(id)} off`,
      on: { click: () => { toggle(id, false); show(); $("search").focus(); } },
    }, `${titleOf(id)}  ×`))));
}

function show() {
  showChosen();
  const leaflets = shown.conditions.map((id) => stock.conditions.find((one) => one.id === id)).filter(Boolean);
  const points = shown.points.map((code) => stock.points.find((one) => one.code === code)).filter(Boolean);
  const active = document.activeElement?.dataset?.pick;
  $("choices").replaceChildren(
    ...leaflets.map((one) => choice(one.id, one.title, one.own ? "Our own" : "", "")),
    ...points.map((one) => choice(one.code, `${one.code} ${one.plain}`, `${one.pinyin}, ${one.english}`, one.why_not)),
  );
  if (active) $("choices").querySelector(`[data-pick="${CSS.escape(active)}"]`)?.focus();
}

function choice(id, title, words, whyNot) {
  const not = Boolean(whyNot) && !all;
  const image = el("img", { alt: "", "data-id": id, loading: "lazy", width: 54, height: 54 });
  if (pictures.get(id)) image.src = picture(pictures.get(id));
  else if (!pictures.has(id)) seen.observe(image);
  const box = el("input", { type: "checkbox", "data-pick": id, disabled: not, on: { change: (event) => toggle(id, event.target.checked) } });
  box.checked = chosen.includes(id);
  return el("label", { class: not ? "pick not" : "pick" }, box, image,
    el("span", {}, el("b", {}, title), el("small", {}, whyNot ? capital(whyNot) : words)));
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    waiting.add(entry.target.dataset.id);
  }
  if (waiting.size) fetchPictures();
});

const fetchPictures = oneAtATime(async () => {
  while (waiting.size) {
    const ids = [...waiting].slice(0, AT_ONCE);
    for (const id of ids) waiting.delete(id);
    const { thumbnails } = await ask("/api/thumbnails", { ids }).catch(() => ({ thumbnails: {} }));
    for (const [id, svg] of Object.entries(thumbnails)) {
      pictures.set(id, svg);
      if (svg) for (const image of document.querySelectorAll(`img[data-id="${CSS.escape(id)}"]`)) image.src = picture(svg);
    }
  }
});

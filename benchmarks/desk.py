"""Times the front desk's preview in a browser: from a key press to the painted page, against pdf.js showing the PDF.

    python benchmarks/desk.py

Both stand in the same window of Debian's chromium and take turns: a letter is typed and our preview is awaited, then
pdf.js is handed the PDF of what is typed now and shows it, as large. Each time ends two frames after the page has
changed, when it is on the screen. What is asked for: a median of 100 ms, 60 kB a change, one request at a time.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.painters import BROWSER

PDFJS = Path(__file__).parents[1] / "tests/support/pdfjs/node_modules/pdfjs-dist/build"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
LEAFLETS = {"cramps": "Leg cramps", "sciatica": "Sciatica"}
TYPED = "Zoe Angstrom, Harbour"
MOST_TIME, MOST_BYTES = 100.0, 60_000  # milliseconds at the median, and what comes over the wire for a change

# In the page: waits until a change is on the screen and says at which time; what is asked of pdf.js.
SETUP = """() => {
  const frame = () => new Promise(requestAnimationFrame);
  const painted = async () => {
    await frame();
    await frame();
    return performance.now();
  };
  window.changed = () => new Promise((done) => {
    let begun = 0;
    document.getElementById("f-name").addEventListener("input", (event) => begun = event.timeStamp, { once: true });
    const watch = new MutationObserver(async () => {
      watch.disconnect();
      done((await painted()) - begun);
    });
    watch.observe(document.getElementById("painted"), { childList: true, subtree: true });
  });
  window.byPdfjs = async (sheet) => {
    const begun = performance.now();
    const headers = { Authorization: `Bearer ${sessionStorage.getItem("token")}`, "Content-Type": "application/json" };
    const answer = await fetch("/api/pdf", { method: "POST", headers, body: JSON.stringify(sheet) });
    const data = await answer.arrayBuffer();
    const file = await window.pdfjs.getDocument({ data, worker: window.worker }).promise;
    const wide = document.querySelector("#painted svg").getBoundingClientRect().width;
    for (let n = 1; n <= file.numPages; n++) {
      const page = await file.getPage(n);
      const viewport = page.getViewport({ scale: wide / page.getViewport({ scale: 1 }).width });
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [viewport.width, viewport.height];
      await page.render({ canvas, viewport }).promise;
      document.getElementById("shown-by-pdfjs").replaceChildren(canvas);
    }
    const end = await painted();
    await file.loadingTask.destroy();
    return end - begun;
  };
}"""
LOAD_PDFJS = """async () => {
  window.pdfjs = await import("/pdfjs/pdf.min.mjs");
  window.pdfjs.GlobalWorkerOptions.workerSrc = "/pdfjs/pdf.worker.min.mjs";
  window.worker = new window.pdfjs.PDFWorker();
  const place = document.createElement("div");
  place.id = "shown-by-pdfjs";
  document.querySelector(".pages").append(place);
  await window.worker.promise;
}"""
ASKED = """() => performance.getEntriesByType("resource").filter((e) => e.name.endsWith("/api/preview")).map(
  (e) => [e.startTime, e.responseEnd, e.transferSize])"""


class Taken(NamedTuple):
    """Milliseconds of each key press, ours and those of pdf.js; and each request: its begin, its end, its bytes."""

    ours: Sequence[float]
    pdfjs: Sequence[float]
    asked: Sequence[tuple[float, float, int]]

    @property
    def most_at_once(self) -> int:
        """How many requests were under way at a time, at most."""
        return max(sum(begin <= at < end for begin, end, _ in self.asked) for at, _, _ in self.asked)


def measure(browser: Any, address: str, id: str) -> Taken:
    """One leaflet, a letter after the other."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.route("**/pdfjs/*", lambda route: route.fulfill(path=PDFJS / route.request.url.rpartition("/")[2]))
    page.goto(address)
    page.wait_for_selector(".pick")
    page.get_by_label(LEAFLETS[id], exact=True).first.check()
    page.wait_for_selector("#painted svg")
    page.evaluate(SETUP)
    page.evaluate(LOAD_PDFJS)
    page.focus("#f-name")
    page.evaluate("() => performance.clearResourceTimings()")
    ours, pdfjs = [], []
    for n, letter in enumerate(TYPED, 1):
        page.evaluate("() => { window.wait = window.changed(); }")
        page.keyboard.press(letter)
        ours.append(page.evaluate("() => window.wait"))
        wanted = {"names": [id], "fields": {"name": TYPED[:n].strip()}, "paper": "a4", "edition": "standard"}
        pdfjs.append(page.evaluate("(sheet) => window.byPdfjs(sheet)", wanted))
    page.keyboard.type("as fast as it can be typed", delay=10)
    page.wait_for_timeout(1000)
    asked = page.evaluate(ASKED)
    context.close()
    return Taken(ours, pdfjs, asked)


@contextmanager
def front_desk() -> Iterator[str]:
    """The address of a front desk in a process of its own."""
    words = [sys.executable, "-m", "handouts", "serve", "--no-open", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().partition(": ")[2].strip()
        finally:
            server.terminate()


def lines() -> Iterator[str]:
    """The table, and what was reached."""
    from playwright.sync_api import sync_playwright

    with front_desk() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        taken = {id: measure(browser, address, id) for id in LEAFLETS}
        browser.close()
    yield f"{'':14}{'median':>9}{'nine in ten':>14}{'pdf.js':>10}{'of that':>10}{'bytes':>10}{'at once':>10}"
    for id, found in taken.items():
        ours, theirs = median(found.ours), median(found.pdfjs)
        most = max(size for _, _, size in found.asked)
        yield (
            f"{id:14}{ours:>6.0f} ms{quantiles(found.ours, n=10)[-1]:>11.0f} ms{theirs:>7.0f} ms"
            f"{ours / theirs:>10.2f}{most:>10,}{found.most_at_once:>10}"
        )
    slowest = max(median(found.ours) for found in taken.values())
    largest = max(size for found in taken.values() for _, _, size in found.asked)
    at_once = max(found.most_at_once for found in taken.values())
    yield f"a key press: {slowest:.0f} ms, asked for {MOST_TIME:.0f} at most: {_reached(slowest <= MOST_TIME)}"
    yield f"a change: {largest:,} bytes, asked for {MOST_BYTES:,} at most: {_reached(largest <= MOST_BYTES)}"
    yield f"requests under way: {at_once}, asked for 1 at most: {_reached(at_once <= 1)}"


def _reached(well: bool) -> str:
    return "reached" if well else "MISSED"


if __name__ == "__main__":
    for line in lines():
        print(line)

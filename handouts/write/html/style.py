"""How a web page looks on a telephone, on a desk, in the dark and on paper; sizes are in rem, as readers set them."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

from handouts.style import STANDARD, Inks, contrast, rgb

# By dark, what is white on paper is the ground. Text has 4.5:1 or better on the ground and on the tint, lines 3:1.
DARK = STANDARD.inks._replace(
    black="#f4eee6",
    grey="#c3b9ad",
    line="#9c9287",
    bone="#a69c90",
    white="#181513",
    tint="#27221d",
    skin="#4b3b2e",
    wood="#38342f",
    hair="#6f675f",
)
LEAST_CONTRAST = 6.0  # of the accent on the tint, by dark

RULES = """
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--white); color: var(--black);
  font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Source Sans 3", Arial, sans-serif;
  overflow-wrap: break-word; hyphens: auto; }
main, footer { max-width: 62rem; margin: 0 auto; padding: 0 min(1rem, 4vw); }
main { padding-top: 1.25rem; }
h1, h2, h3, p, ol, ul, figure { margin: 0; }
h1 { font-size: min(2rem, 1.2rem + 5vw); line-height: 1.15; margin-bottom: .5rem; }
h2 { font-size: 1.3rem; line-height: 1.25; }
h3 { font-size: 1.0625rem; color: var(--accent); margin: 1rem 0 .2rem; }
p { margin-bottom: .5rem; max-width: 40rem; }
.lead { font-size: 1.125rem; color: var(--grey); }
a { color: var(--accent); text-underline-offset: .15em; padding: .3em 0; }
a:focus-visible, figure:focus-visible { outline: .2rem solid var(--accent); outline-offset: .2rem;
  border-radius: .2rem; }
ol, ul { padding-left: 1.25em; max-width: 40rem; }
li { padding-left: .15rem; margin-bottom: .35rem; }
li::marker { font-weight: bold; color: var(--black); }
section { margin: 1.5rem 0; }
.warning, .short { background: var(--tint); padding: .9rem min(1rem, 4vw) .7rem; border-radius: .3rem; }
.warning { border-left: min(.4rem, 2vw) solid var(--accent); border-radius: 0 .3rem .3rem 0; }
.warning h2, .short h2 { color: var(--accent); font-size: 1.2rem; margin-bottom: .5rem; }
.warning li { margin-bottom: .6rem; }
.draft { background: var(--accent); color: var(--white); font-weight: bold; padding: .4rem .8rem;
  margin-bottom: 1rem; }
.draft p { margin: 0; }
.points h2 { display: flex; gap: .6rem; align-items: flex-start; padding-top: 1.25rem; }
.points h2 ~ h2 { margin-top: .75rem; }
.ring { flex: none; display: inline-grid; place-items: center; width: 2rem; height: 2rem; margin-top: -.18rem;
  border-radius: 50%; background: var(--accent); color: var(--white); font-size: 1.125rem; }
.code { color: var(--grey); margin: .3rem 0 0; }
.picture { margin: .75rem 0; max-width: calc(100vw - 2 * min(1rem, 4vw)); }
.picture svg { display: block; width: 100%; max-width: calc(var(--across) * .31rem); height: auto; }
.wide { overflow-x: auto; }
.wide svg { min-width: 40rem; max-width: none; }
.logo { float: right; margin: 0 0 .5rem 1rem; }
.logo img { display: block; max-width: 9rem; max-height: 3.5rem; background: #ffffff;
  padding: .25rem; border-radius: .25rem; }
.form { margin: 1.5rem 0; }
.form p { margin: 0 0 .4rem; }
.field { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; }
.small .blank { display: inline-block; width: 8rem; }
.blank { flex: 1 1 8rem; border-bottom: .0625rem solid var(--line); }
.choice { white-space: nowrap; }
.tick { display: inline-block; width: .95em; height: .95em; margin: 0 .4em 0 .8em; border: .125rem solid var(--black);
  border-radius: .15em; vertical-align: -.1em; position: relative; }
.ticked::before { content: ""; position: absolute; inset: .12em; background: var(--black);
  clip-path: polygon(0 18%, 18% 0, 50% 32%, 82% 0, 100% 18%, 68% 50%,
    100% 82%, 82% 100%, 50% 68%, 18% 100%, 0 82%, 32% 50%); }
footer { padding-bottom: 2rem; }
.small { font-size: .9rem; color: var(--grey); max-width: none; }
footer .small { border-top: .0625rem solid var(--line); padding-top: .75rem; }
.for-printing { display: none; }
.leaflets { list-style: none; padding: 0; max-width: 40rem; }
.leaflets li { padding: .75rem 0; margin: 0; border-bottom: .0625rem solid var(--line); }
.leaflets .title { font-size: 1.2rem; font-weight: bold; }
.leaflets .files { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: .2rem 0 0; }
@media (min-width: 58rem) {
  main { padding-top: 2.5rem; }
  h1 { font-size: 2.5rem; }
  .warning ul { max-width: none; }
  .points:not(.under) { display: grid; grid-template-columns: 25rem minmax(0, 1fr); column-gap: 2.5rem;
    align-items: start; }
  .points > * { grid-column: 2; }
  .points:not(.under) > .beside { grid-column: 1; position: sticky; top: 1rem; padding-top: .5rem; }
}
@media (forced-colors: active) {
  .warning { border: .125rem solid; border-left-width: .4rem; }
  .ring { border: .125rem solid; }
  .picture svg { forced-color-adjust: none; background: #ffffff; }
}
@media print {
  @page { margin: 15mm; }
  .ring, .ticked::before, .warning, .short, .draft { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 11pt; }
  main, footer { max-width: none; padding: 0; }
  h1 { font-size: 22pt; }
  a { color: inherit; text-decoration: none; }
  .for-printing { display: block; border: 1pt solid; padding: 4pt 8pt; margin-bottom: 12pt; max-width: none;
    font-weight: bold; }
  section, figure, li, .form { break-inside: avoid; }
  .points { break-inside: auto; }
  h2, h3 { break-after: avoid; }
  .picture svg { width: 80mm; }
  .wide svg { width: 100%; min-width: 0; }
}
"""


def sheet(accent: str) -> str:
    """The style of a page with an accent, '#rrggbb', of its own by dark. Pictures take their inks from it too."""
    light, dark = STANDARD.inks._replace(accent=accent), DARK._replace(accent=lightened(accent))
    inks = "".join(
        f'svg [{part}="{getattr(light, name)}"] {{ {part}: var(--{name}); }}\n'
        for name in Inks._fields
        for part in ("fill", "stroke")
    )
    by_dark = f"@media screen and (prefers-color-scheme: dark) {{\n{_variables(dark)}}}\n"
    return f"{_variables(light)}{by_dark}{inks}{RULES.lstrip()}"


def _variables(inks: Inks) -> str:
    return f":root {{ {' '.join(f'--{name}: {ink};' for name, ink in inks._asdict().items())} }}\n"


def lightened(accent: str) -> str:
    """An accent made lighter until it is read on the tint of the dark."""
    hue, light, saturation = rgb_to_hls(*rgb(accent))
    lighter = accent
    while contrast(rgb(lighter), rgb(DARK.tint)) < LEAST_CONTRAST:
        light += 0.01
        lighter = "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, min(light, 1.0), saturation))
    return lighter

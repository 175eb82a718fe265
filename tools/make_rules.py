"""Turns the rules of the linter into the pages of docs/rules/.

.venv/bin/python tools/make_rules.py
"""

from __future__ import annotations

from pathlib import Path

from handouts.lint.catalogue import rules
from handouts.lint.pages import index, page

FOLDER = Path(__file__).parents[1] / "docs" / "rules"


def pages() -> dict[str, str]:
    """The files of the folder by their names."""
    return {"index.md": index(rules()), **{f"{rule.id}.md": page(rule).rstrip("\n") + "\n" for rule in rules()}}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

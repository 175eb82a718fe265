"""Whatever is written in a condition, there is one sound page or a plain problem with its place, and nothing else."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.page_checks import said
from support.pdf_readers import closed_up, text_of

from handouts import paths
from handouts.compose import card
from handouts.compose.wanted import Wanted
from handouts.errors import DataError, DoesNotFit, HandoutsError
from handouts.load.library import load_library
from handouts.locate.atlas import load_atlas
from handouts.style import PAPERS
from handouts.write.pdf import document

OWN = Path("conditions/own.yaml")
SOUND = yaml.safe_load((paths.builtin() / "conditions" / "nerve-pain.yaml").read_text("utf-8"))
OURS = {**SOUND, "id": "own", "title": "Our own", "aliases": ["own card"]}
# Derandomised: the same cases in every run, so that a failure is one of the change at hand.
STEADY = settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

WORDS = ("Press", "Sit", "your", "knee", "slowly", "if", "it", "hurts", "and", "stop", "calm", "place", "one", "two")
plain = st.sampled_from(WORDS)
accented = st.sampled_from(["Zúsānlǐ", "naïve", "Ångström", "œuf", "čtyři", "ligature ﬁ", "a\u0301", "½", "–", "“so”"])
chinese = st.sampled_from(["足三里", "委中", "腿痛", "龘", "承山"])
others = st.sampled_from(
    ["שלום", "مرحبا", "😀", "👩‍⚕️", "\u202e", "\u200b", "\x07", "\ufeff", "\U000e0041", "नमस्ते", "\ud7ff"]
)
long = st.integers(30, 400).map(lambda n: "x" * n)
odd = st.sampled_from(
    ["", " ", "\n", "\t", "<b>", "\\", "(", ")", "%", "{}", "{0}", "&amp;", "null", "~", "- a", "a: b", "#"]
)
likely = st.one_of(plain, plain, plain, plain, accented, chinese)
words = st.one_of(
    st.lists(likely, min_size=1, max_size=12),
    st.lists(plain, min_size=1, max_size=9),
    st.lists(plain, min_size=60, max_size=120),
    st.lists(st.one_of(likely, others, odd), max_size=20),
    st.lists(st.one_of(plain, long), max_size=120),
    st.lists(st.text(max_size=12), max_size=6),
).map(" ".join)
fields = st.fixed_dictionaries(
    {}, optional={"title": words, "purpose": words, "short": words, "notes": st.lists(words, max_size=8)}
)


def outcome(own: Path) -> str:
    """What became of a folder with one condition: the kind of problem, or one sound page."""
    try:
        atlas, _ = load_atlas([paths.builtin(), own])
        made = card.compose(Wanted(atlas.library.conditions["own"], atlas, PAPERS["letter"]))
    except (DataError, DoesNotFit) as error:
        told(error)
        return type(error).__name__
    data = document.write(made)
    assert len(pypdfium2.PdfDocument(data)) == 1
    assert text_of(data) == closed_up("".join(text for _, text in said(made)))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
    return "page"


def told(error: HandoutsError) -> None:
    """Every problem has its place, and does not upset a terminal."""
    assert error.problems
    for problem in error.problems:
        assert problem.message.strip()
        assert problem.mark, problem
        assert problem.mark.file.endswith("own.yaml"), problem
        assert str(problem).isprintable(), repr(str(problem))


def written(folder: Path, text: str) -> Path:
    file = folder / OWN
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder


def test_any_text_gives_one_sound_page_or_a_problem_with_its_place(tmp_path: Path) -> None:
    outcomes: dict[str, int] = {}

    @STEADY
    @given(fields)
    def try_(change: dict[str, Any]) -> None:
        content = {**OURS, **change}
        found = outcome(written(tmp_path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False)))
        outcomes[found] = outcomes.get(found, 0) + 1

    try_()
    assert outcomes.keys() == {"page", "DataError", "DoesNotFit"}, outcomes


def test_any_yaml_is_read_or_told(tmp_path: Path) -> None:
    """Trees of any shape under the keys of a condition, and text that may be no YAML at all."""
    leaf = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words, st.dates())
    tree = st.recursive(leaf, lambda t: st.lists(t, max_size=3) | st.dictionaries(words, t, max_size=3), max_leaves=6)
    shaped = st.dictionaries(st.sampled_from([*SOUND, "colour"]), tree, max_size=4)
    text = st.one_of(
        shaped.map(lambda change: yaml.safe_dump({**OURS, **change}, allow_unicode=True)),
        tree.map(lambda t: yaml.safe_dump(t, allow_unicode=True)),
        st.text(max_size=60),
        st.text(alphabet="a:-[]{}#&*!|>'\"%@`,? \n\t", max_size=40),
    )
    outcomes = {"read": 0, "told": 0}

    @settings(STEADY, max_examples=80)
    @given(text)
    def try_(content: str) -> None:
        try:
            load_library([paths.builtin(), written(tmp_path, content)])
        except DataError as error:
            told(error)
            outcomes["told"] += 1
        else:
            outcomes["read"] += 1

    try_()
    assert outcomes["told"] > 30, outcomes


def test_a_sound_condition_is_a_page(tmp_path: Path) -> None:
    """Else the two above could be content with problems alone."""
    assert outcome(written(tmp_path, yaml.safe_dump({**OURS}))) == "page"


@pytest.mark.parametrize("text", ["שלום", "😀", "नमस्ते", "龘"])
def test_what_cannot_be_printed_is_named(text: str, tmp_path: Path) -> None:
    content = yaml.safe_dump({**OURS, "title": f"Leg {text}"}, allow_unicode=True)
    assert outcome(written(tmp_path, content)) == "DataError"

"""An SVG file holds the scene's shapes in place and order, and can be read in a diff and by a screen reader."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from support import samples

from handouts.draw.scene import Disc, Lettering, Path, Spot2
from handouts.write import svg
from handouts.write.outlines import outline

NAME = "{http://www.w3.org/2000/svg}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def text():
    return svg.write(samples.scene())


@pytest.fixture(scope="module")
def root(text):
    return ElementTree.fromstring(text)


@pytest.fixture(scope="module")
def live():
    """The same with its words as text."""
    return ElementTree.fromstring(svg.write(samples.scene(), "text"))


def labels():
    return [shape for shape in samples.scene().shapes if isinstance(shape, Lettering)]


def test_picture_has_its_size_in_millimetres(root):
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("90mm", "80mm", "0 0 90 80")


@pytest.mark.parametrize(("picture", "words"), [("root", "path"), ("live", "text")])
def test_shapes_keep_their_order_role_and_id(picture, words, request):
    root = request.getfixturevalue(picture)
    tags = {Path: "path", Disc: "circle", Lettering: words}
    expected = [(tags[type(shape)], shape.role, shape.id) for shape in samples.scene().shapes]
    found = [(e.tag.removeprefix(NAME), e.get("class"), e.get("id")) for e in root[2:]]
    assert found == expected


def test_disc_lies_where_the_scene_says(root):
    (disc,) = [shape for shape in samples.scene().shapes if isinstance(shape, Disc)]
    circle = root.find(f"{NAME}circle[@id='{disc.id}']")
    assert float(circle.get("cx")) == pytest.approx(disc.centre.x, abs=0.01)
    assert float(circle.get("cy")) == pytest.approx(disc.centre.y, abs=0.01)
    assert float(circle.get("r")) == pytest.approx(disc.radius, abs=0.01)


def test_path_goes_through_the_places_of_the_scene(root):
    assert root.find(f"{NAME}path").get("d") == "M20,5 C24,25 26,45 22,75 L38,75 C44,45 42,25 40,5 Z"


def test_screen_reader_finds_name_and_description_first(root):
    scene = samples.scene()
    title, desc = root[0], root[1]
    assert (title.tag, title.text) == (NAME + "title", scene.title)
    assert (desc.tag, desc.text) == (NAME + "desc", scene.desc)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]


def named(root):
    """The paths that are words."""
    return [path for path in root.findall(NAME + "path") if path.get("aria-label")]


def test_outlines_are_named_by_their_words_and_need_no_font(root, text):
    paths = named(root)
    assert [path.get("aria-label") for path in paths] == ["Leg three miles", "足三里", "1"]
    assert {path.get("role") for path in paths} == {"img"}
    assert [path.get(LANG) for path in paths] == [None, "zh-Hant", None]
    assert "<text" not in text
    assert "font" not in text


def test_outlines_stand_on_the_baseline_at_their_size_and_by_their_anchor(root):
    for path, words in zip(named(root), labels(), strict=True):
        x, y, scale = map(float, re.findall(r"[\d.]+", path.get("transform")))
        data, units = outline(words.text, words.font)
        left = words.at.x - (words.width / 2 if words.anchor == "middle" else 0)
        assert (x, y) == pytest.approx((left, words.at.y), abs=0.001)
        assert scale * units == pytest.approx(words.size * 25.4 / 72, rel=1e-4)
        assert path.get("d") == data
        assert path.get("fill") == words.ink


def test_letters_of_words_that_end_somewhere_end_there():
    words = samples.words("label", 80, 20, "Leg", anchor="end")
    (path,) = named(ElementTree.fromstring(svg.write(samples.scene()._replace(shapes=(words,)))))
    assert float(re.findall(r"[\d.]+", path.get("transform"))[0]) == pytest.approx(80 - words.width, abs=0.001)


def test_what_users_typed_is_escaped():
    words = samples.words("label", 5, 5, 'a "b" <c> & d')
    for letters in ("outlines", "text"):
        scene = samples.scene()._replace(shapes=(words,), title="<b> & x")
        root = ElementTree.fromstring(svg.write(scene, letters))
        assert words.text in (root[2].get("aria-label"), root[2].text)
        assert root[0].text == "<b> & x"


def test_live_words_keep_their_text_font_size_width_and_language(live):
    label, chinese, number = live.findall(NAME + "text")
    assert [e.text for e in (label, chinese, number)] == ["Leg three miles", "足三里", "1"]
    assert [e.get("font-family").split(",")[0] for e in (label, chinese)] == ["'Source Sans 3'", "'Noto Sans SC'"]
    assert [e.get("font-weight") for e in (label, chinese, number)] == [None, None, "bold"]
    assert [e.get("text-anchor") for e in (label, number)] == ["start", "middle"]
    assert [e.get(LANG) for e in (label, chinese, number)] == [None, "zh-Hant", None]
    assert float(label.get("font-size")) == pytest.approx(9.5 * 25.4 / 72, abs=0.001)
    widths = [words.width for words in samples.scene().shapes if isinstance(words, Lettering)]
    assert [float(e.get("textLength")) for e in (label, chinese, number)] == pytest.approx(widths, abs=0.01)


def test_inks_dashes_and_widths_are_those_of_the_scene(root):
    skin, leader = root.findall(NAME + "path")[:2]
    assert (skin.get("fill"), skin.get("stroke"), skin.get("stroke-width")) == ("#f6f1ea", "#857d74", "0.7")
    assert (leader.get("fill"), leader.get("stroke-dasharray")) == ("none", "1.2 0.8")


def test_each_element_stands_on_a_line_of_its_own(text):
    lines = text.splitlines()
    assert text.endswith("</svg>\n")
    assert len(lines) == 2 + 2 + len(samples.scene().shapes) + 1
    assert all(line.count("<") <= 2 for line in lines)


def test_numbers_are_rounded_and_never_minus_zero():
    disc = Disc("ring", Spot2(-0.001, 1 / 3), 100.005)
    circle = ElementTree.fromstring(svg.write(samples.scene()._replace(shapes=(disc,))))[2]
    assert (circle.get("cx"), circle.get("cy")) == ("0", "0.33")
    assert circle.get("r") in ("100", "100.01")


def test_two_processes_write_the_same_text(text):
    code = "import sys; sys.path.insert(0, 'tests'); from support import samples; from handouts.write import svg"
    code += "; sys.stdout.buffer.write(svg.write(samples.scene()).encode())"
    for seed in "01", "77":
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=samples.ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(samples.ROOT)},
        )
        assert run.stdout.decode() == text

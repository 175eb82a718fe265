"""The program as a shell sees it: what goes to standard output and error, exit codes, and never a traceback."""

from __future__ import annotations

import ast
import json
import os
import re
import resource
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from support import fake_printers

from handouts import __version__, paths
from handouts.load.library import load_library
from handouts.load.model import Text
from handouts.load.names import find_conditions

ROOT = Path(__file__).parents[2]
BAD = ROOT / "tests" / "load" / "bad"
ENV = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
COMMANDS = (
    *("build", "print", "sheet", "chart", "list", "show", "read", "check", "diagram", "locate", "completion", "merge"),
    "help",
    "rule",
    "settings",
    "new",
    "card",
    "serve",
)
LASTING = ("serve",)  # until it is stopped; tests/desk starts and stops it
FIVE = ("BL-57", "BL-37", "BL-40", "ST-36", "GB-34")
CARDS = ("cramps", "heel-pain", "hip-pain", "knee-pain", "leg-pain", "low-back-pain", "nerve-pain", "sciatica")


def handouts(words: str, here: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Runs the program in a folder with words as a shell would split them."""
    options: dict[str, object] = {
        "env": ENV,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "timeout": 120,
        **more,
    }
    result = subprocess.run([sys.executable, "-m", "handouts", *shlex.split(words)], cwd=here, check=False, **options)  # type: ignore[call-overload]
    assert b"Traceback" not in (result.stderr or b""), result.stderr.decode()
    return result


def files(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


# -- what is made ------------------------------------------------------------------------------------------------------


def test_build_writes_a_leaflet_and_prints_its_path(tmp_path: Path) -> None:
    done = handouts("build --condition cramps", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"output/cramps.pdf\n", b"")
    assert files(tmp_path) == {"output/cramps.pdf"}
    assert (tmp_path / "output/cramps.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("-c 'Leg  Cramps' -c cramps", ["output/cramps.pdf"]),
        ("-c cramps -c sciatica --paper letter", ["output/cramps-letter.pdf", "output/sciatica-letter.pdf"]),
        ("-c cramps -o my.pdf", ["my.pdf"]),
        ("-c cramps -o new/folder", ["new/folder/cramps.pdf"]),
        ("-c cramps -o new/my.pdf", ["new/my.pdf"]),
        ("-c cramps -o v1.2/ --paper A4", ["v1.2/cramps.pdf"]),
        ("-p KI-3 --chart sole -o .", ["KI-3.pdf", "chart-plantar.pdf"]),
    ],
)
def test_build_writes_where_it_is_told(tmp_path: Path, words: str, written: list[str]) -> None:
    done = handouts(f"build {words}", tmp_path)
    assert done.stderr == b""
    assert done.stdout.decode().splitlines() == written
    assert files(tmp_path) == set(written)


def test_build_to_standard_output_gives_the_same_bytes_and_no_file(tmp_path: Path) -> None:
    done = handouts("build -c cramps -o -", tmp_path)
    assert (done.returncode, done.stderr, files(tmp_path)) == (0, b"", set())
    handouts("build -c cramps", tmp_path)
    assert done.stdout == (tmp_path / "output/cramps.pdf").read_bytes()


OWN = """\
id: tired-legs
title: Tired legs
purpose: Pressing one place may help.
points: [ST-36]
before: [clot-signs]
stop: [never-painful]
short: Press and rest.
source: article
basis: {source: own, items: [our own]}
"""


def test_clinic_and_own_data_change_the_leaflet(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: The Leg Clinic\n")
    (tmp_path / "ours/conditions").mkdir(parents=True)
    (tmp_path / "ours/conditions/tired-legs.yaml").write_text(OWN)
    plain = handouts("build -c tired-legs -o - --data ours", tmp_path).stdout
    marked = handouts("build -c tired-legs -o - --data ours --clinic clinic.yaml", tmp_path).stdout
    assert plain.startswith(b"%PDF")
    assert marked.startswith(b"%PDF")
    assert plain != marked


def test_list_names_every_condition_and_point(tmp_path: Path) -> None:
    done = handouts("list", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    words = done.stdout.decode().split()
    assert {*CARDS, *FIVE, "BL-36", "BL-60", "ST-35", "ST-41"} <= set(words)
    ends = {
        line.split()[0]: line[line.rfind("(") :] for line in done.stdout.decode().splitlines() if line.endswith(")")
    }
    assert set(ends.values()) == {"(not for patients)"}
    assert ends.keys() == {"ST-30", "SP-11", "SP-12", "LR-10", "LR-11", "LR-12"}


def test_list_says_which_points_have_no_steps_yet(tmp_path: Path) -> None:
    steps = (paths.builtin() / "points/SP-6.yaml").read_text("utf-8").partition("patient:\n")
    point = tmp_path / "our-data/points/SP-6.yaml"
    point.parent.mkdir(parents=True)
    point.write_text(steps[0], "utf-8")
    done = handouts("list --data our-data", tmp_path)
    (line,) = (line for line in done.stdout.decode().splitlines() if "SP-6 " in line)
    assert line.endswith("(no steps yet)")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "st36",
            ["ST-36", "Zúsānlǐ", "足三里", "gastric pain", "tonify the Qi and blood", "P. Sze", "3 cun below ST-35"],
        ),
        ("'Leg Three Miles'", ["ST-36"]),
        (
            "GB-34",
            ["https://blogs.va.gov/VAntage/75845/live-whole-health-self-care-episode-29-acupressure-stress-relief/"],
        ),
        ("'leg cramps'", ["Leg cramps", "ST-36, GB-34", "cramp lasts over 10 minutes", "nhs-cramps: "]),
        ("cramps", ["Call an ambulance.", "clot-signs: Do not press", "Comes first on every card"]),
    ],
)
def test_show_tells_what_is_known_and_who_says_so(tmp_path: Path, name: str, said: list[str]) -> None:
    done = handouts(f"show {name}", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    text = " ".join(done.stdout.decode().split())
    assert [word for word in said if word not in text] == []


def test_show_leaves_no_fact_of_a_point_out(tmp_path: Path) -> None:
    text = " ".join(handouts("show ST-36", tmp_path).stdout.decode().split())
    point = load_library([paths.builtin()]).points["ST-36"]
    blocks = (point.classes, point.indications, point.functions, point.technique, point.cautions, point.location.words)
    facts = [fact.text for block in blocks if block for fact in block.items]
    assert len(facts) > 50
    assert [fact for fact in facts if fact not in text] == []


def test_show_lists_every_source_that_a_card_rests_on(tmp_path: Path) -> None:
    listed = handouts("show sciatica", tmp_path).stdout.decode().split("sources cited\n")[1]
    library = load_library([paths.builtin()])
    for point in (library.points[code] for code in library.conditions["sciatica"].points):
        assert point.patient
        for source in (*point.patient.sources, point.location.rule.source):
            assert f"  {source}: " in listed


def test_exact_name_goes_before_what_sounds_alike() -> None:
    library = load_library([paths.builtin()])
    other = library.conditions["cramps"]._replace(id=Text("kneepain"), title=Text("Knee-pain"), aliases=())
    for conditions in ({"kneepain": other, **library.conditions}, {**library.conditions, "kneepain": other}):
        both = library._replace(conditions=conditions)
        assert [c.id for c in find_conditions(both, ["kneepain", "knee-pain"])] == ["kneepain", "knee-pain"]


def test_closed_output_takes_no_leaflet(tmp_path: Path) -> None:
    line = f"{shlex.quote(sys.executable)} -m handouts build -c sciatica -o - >&-"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, env=ENV, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (4, b"error: cannot write to standard output: it is closed\n")


def test_current_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    line = f"cd gone && rmdir ../gone && {shlex.quote(sys.executable)} -m handouts build -c sciatica"
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, env=ENV, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "Error: The current folder is gone: change to another with cd."


def test_ctrl_c_while_starting_stops_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt")
    code = "import sys; sys.path.insert(0, '.'); from handouts.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=ENV, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"stopped; nothing was left half-written\n")


def test_start_imports_nothing_before_ctrl_c_is_met() -> None:
    found = ast.parse((ROOT / "handouts/__main__.py").read_text("utf-8")).body
    names = {a.name for node in found if isinstance(node, ast.Import) for a in node.names}
    names |= {node.module or "" for node in found if isinstance(node, ast.ImportFrom)}
    assert names == {"__future__", "io", "os", "sys"}  # which Python has loaded by itself


def test_check_finds_no_fault_in_the_built_in_data(tmp_path: Path) -> None:
    done = handouts("check", tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"8 conditions" in done.stderr
    assert b"no fault found" in done.stderr


def test_diagram_draws_a_point_as_svg(tmp_path: Path) -> None:
    done = handouts("diagram GB-34", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"<svg" in done.stdout
    assert b"GB-34" in done.stdout


def test_diagram_renews_the_pictures_of_every_card(tmp_path: Path) -> None:
    done = handouts("diagram --all -o diagrams", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    written = done.stdout.decode().splitlines()
    assert files(tmp_path) == set(written)
    assert {name for name in CARDS if any(f.startswith(f"diagrams/{name}-") for f in written)} == set(CARDS)


def test_locate_prints_every_number_as_json(tmp_path: Path) -> None:
    done = handouts("locate ST-36 bl57 --landmarks --json", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert list(found["points"]) == ["ST-36", "BL-57"]
    point, landmark = found["points"]["ST-36"], found["landmarks"]["fibular head"]
    assert list(point) == ["at", "ruler", "cun", "views"]
    assert list(landmark) == ["at", "views"]
    assert point["ruler"] == "leg"
    assert 2.2 < point["cun"] < 2.6
    x, y, z = point["at"]
    view = point["views"]["anterior"]
    assert view == {"at": [-x, y], "faces": True, "depth": z}
    assert point["views"]["posterior"]["faces"] is False
    assert found["points"]["BL-57"]["ruler"] is None
    assert found["points"]["BL-57"]["cun"] is None


def test_locate_all_has_every_point_and_no_landmarks_unasked(tmp_path: Path) -> None:
    found = json.loads(handouts("locate --all --json", tmp_path).stdout)
    assert list(found) == ["points"]
    assert set(FIVE) < found["points"].keys()


def test_locate_prints_a_table(tmp_path: Path) -> None:
    lines = handouts("locate ST-36 --landmarks", tmp_path).stdout.decode().splitlines()
    assert [line.split()[:1] for line in lines[1:2]] == [["ST-36"]]
    assert any(line.startswith("fibular head") for line in lines)


# -- help and completion -----------------------------------------------------------------------------------------------


def test_help_begins_with_examples(tmp_path: Path) -> None:
    done = handouts("--help", tmp_path)
    lines = [line.strip() for line in done.stdout.decode().splitlines() if line.strip()]
    assert lines[0].startswith("Usage:")
    assert lines[1].startswith("handouts build --condition cramps")
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["", *(command for command in COMMANDS if command not in LASTING)])
def test_examples_in_help_work(tmp_path: Path, command: str, leaflets: Mapping[tuple[str, str], bytes]) -> None:
    """Every example is run as it stands, in a folder that has the files it names."""
    (tmp_path / "our-data/leg").mkdir(parents=True)
    (tmp_path / "our-data/leg/plain.yaml").write_text("femur: upper leg bone\n")
    (tmp_path / "our-clinic.yaml").write_text("name: The Leg Clinic\n")
    (tmp_path / "patients.csv").write_text("name,condition\nAnn,cramps\n")
    (tmp_path / "patients.jsonl").write_text('{"name": "Ann", "condition": "cramps"}\n')
    lines = handouts(f"{command} --help", tmp_path).stdout.decode().split("Options:")[0].splitlines()
    found = [re.match(r" +(?:echo 'eval \"\$\()?handouts ([^|>)]+?)(  |\)| [|>]|$)", line) for line in lines]
    examples = [match[1] for match in found if match]
    assert examples or command == "list"
    (tmp_path / "output").mkdir()
    (tmp_path / "output/cramps.pdf").write_bytes(leaflets["cramps", "a4"])
    stand_ins = fake_printers.commands(tmp_path / "bin")  # no paper is wasted
    env = {**ENV, "PATH": f"{stand_ins}{os.pathsep}{os.environ.get('PATH', '')}"}
    asked: dict[str, object] = {}
    with fake_printers.printer(*fake_printers.WILLING) as (uri, _):
        here = {e: e.replace("ipp://192.0.2.7/ipp/print", uri) for e in examples}
        if command == "card":  # it asks, at last what to do with the sheet
            here = {e: f"{words} --ask" for e, words in here.items()}
            asked = {"input": b"Ann Lee\nleft\n\n\n\ny\nw\n"}
        done = {e: handouts(words, tmp_path, env=env, **asked).returncode for e, words in here.items()}
    assert done == dict.fromkeys(examples, 0)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    done = handouts(f"{command} --help", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Usage: handouts " + command.encode() in done.stdout


def test_version_is_the_packages_own(tmp_path: Path) -> None:
    assert __version__.encode() in handouts("--version", tmp_path).stdout


SLOW = ("reportlab", "pikepdf", "svgwrite", "yaml", "PIL", "json", "handouts.load.model")


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        ("--help", SLOW),
        ("--version", SLOW),
        ("build --help", SLOW),
        ("build", SLOW),
        ("help own-data", SLOW),
        ("list", ("reportlab", "pikepdf", "svgwrite", "PIL")),
        ("locate ST-36 --json", ("reportlab", "pikepdf", "svgwrite", "PIL")),
        ("diagram ST-36 -o x.svg", ("reportlab", "pikepdf", "pypdfium2", "PIL")),
        ("build -c sciatica", ("svgwrite", "PIL.ExifTags")),
        ("build -c sciatica --zip x.zip -j 1", ("svgwrite", "multiprocessing")),
    ],
)
def test_only_what_is_needed_is_imported(tmp_path: Path, words: str, absent: tuple[str, ...]) -> None:
    code = f"""
import sys
from handouts.__main__ import main
try:
    main()
finally:
    print(sorted({set(absent)!r} & sys.modules.keys()), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, *shlex.split(words)], cwd=tmp_path, env=ENV, capture_output=True, check=False
    )
    assert done.stderr.decode().splitlines()[-1:] == ["[]"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("handouts ", set(COMMANDS)),
        ("handouts build -c he", {"heel-pain"}),
        ("handouts show ST-3", {f"ST-3{n}" for n in range(10)}),
        ("handouts show cr", {"cramps"}),
        ("handouts help o", {"own-data"}),
        ("handouts help co", {"completion"}),
        ("handouts locate bl-4", {"BL-40"}),
        ("handouts build --paper ", {"a4", "letter", "a3", "all"}),
        ("handouts list --data nowhere -c", set()),
    ],
)
def test_shells_are_offered_names(tmp_path: Path, line: str, offered: set[str]) -> None:
    words = line.split(" ")
    env = {**ENV, "_HANDOUTS_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    done = handouts("", tmp_path, env=env)
    assert {answer.partition(",")[2] for answer in done.stdout.decode().split()} == offered


def test_faulty_data_completes_nothing_and_says_nothing(tmp_path: Path) -> None:
    line = f"handouts show --data {BAD} c"
    env = {**ENV, "_HANDOUTS_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": "4"}
    done = handouts("", tmp_path, env=env)
    assert (done.stdout.strip(), done.stderr) == (b"", b"")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_calls_the_program(tmp_path: Path, shell: str) -> None:
    done = handouts(f"completion {shell}", tmp_path)
    assert done.returncode == 0
    assert f"_HANDOUTS_COMPLETE={shell}_complete".encode() in done.stdout


# -- what goes wrong ---------------------------------------------------------------------------------------------------


def test_every_fault_in_data_is_told_with_its_place(tmp_path: Path) -> None:
    expected = (BAD / "expected.txt").read_text("utf-8").splitlines()
    for command in ("build --all -o out", "list", "show ST-36", "locate --all", "diagram ST-36"):
        done = handouts(f"{command} --data .", BAD)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode().splitlines() == [*expected, "20 problems"]
    done = handouts("check --data .", BAD)
    assert (done.returncode, done.stdout) == (1, b"")
    told = [line.replace("error HL001 data:", "error:") for line in done.stderr.decode().splitlines()]
    assert [line for line in told if " HL" not in line][:-1] == expected
    assert not (BAD / "out").exists()


def test_faults_of_data_and_clinic_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("nam: x\n")
    done = handouts(f"build --all --data {BAD} --clinic clinic.yaml", tmp_path)
    assert done.returncode == 1
    assert b"clinic.yaml:1:1: error: unknown key 'nam' (" in done.stderr
    assert b"ST-36.yaml:4:7: error:" in done.stderr
    assert files(tmp_path) == {"clinic.yaml"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("build", "Name the leaflets, such as: handouts build cramps. Or take all of them with --all."),
        ("build --all -c cramps", "--condition and --all: use one, not both."),
        ("build -c cramps -o name.txt", "'name.txt' should end in .pdf, or in / if it is to be a folder."),
        ("diagram ST-36 -o x.pdf", "'x.pdf' should end in .svg or .png, or in / if it is to be a folder."),
        ("build --all -o -", "8 leaflets do not go to standard output: name a folder."),
        ("build -c cramps -c sciatica -o x.pdf", "2 files do not go into 'x.pdf': name a folder."),
        ("build -c cramps -c sciatica -o x.html", "2 files do not go into 'x.html': name a folder."),
        (
            "build -c cramps --html -o x.pdf",
            "--html writes web pages beside the PDFs: name a folder with -o, or a file",
        ),
        ("build -c cramps --html -o -", "--html writes web pages beside the PDFs: name a folder with -o, or a file"),
        ("build --chart sole -o x.html", "--chart: charts are for paper. Write them to a file that ends in .pdf."),
        ("build -c cramps --large -o x.html", "--large, --low-ink, --diary are for paper. On a screen readers choose"),
        ("build -c crams", "error: unknown condition 'crams' (did you mean 'cramps'?)"),
        ("build -c ST-36", "error: unknown condition 'ST-36' (that is a point: --point ST-36)"),
        ("build -c ramp", "error: unknown condition 'ramp' ("),
        ("build -c stroke", "error: unknown condition 'stroke' (to see all, type: handouts list)"),
        ("build -c cramps --paper a5", "'a5'"),
        ("build -c cramps --papers a4", "--paper"),
        ("build \u2013c cramps", "'\u2013c' begins with a long dash, as word processors make it: type -c"),
        ("build \u2014all", "'\u2014all' begins with a long dash, as word processors make it: type --all"),
        (
            "build -c leg cramps",
            "'leg' and 'cramps' were read as 2 names (a name of several words stands in quotes: \"leg ",
        ),
        ("show leg cramps", 'A name of several words stands in quotes: "leg cramps"'),
        ("biuld", "there is no command 'biuld' (did you mean 'build'?)"),
        ("show ST-63", "error: unknown condition or point 'ST-63' (did you mean 'ST-36'?)"),
        ("show Sciatika", "(did you mean 'sciatica'?)"),
        ("show", "NAME"),
        ("locate", "Name points, or take --all of them, or the --landmarks."),
        ("locate ST-36 --all", "Name points, or take --all of them, or the --landmarks."),
        ("locate ST-99 BL-99", "unknown point 'BL-99'"),
        ("diagram", "Name a condition or points, or take all cards with --all."),
        ("diagram ST-36 --all -o x", "Name a condition or points, or take all cards with --all."),
        ("diagram --all", "--all needs a folder (-o FOLDER)."),
        ("diagram ST-36 cramps", "error: conditions and points do not share a picture"),
        ("diagram ST-36 BL-57", "There are 2 pictures: take a folder"),
        ("completion powershell", "'powershell'"),
    ],
)
def test_usage_fault_is_told_and_nothing_written(tmp_path: Path, words: str, said: str) -> None:
    done = handouts(words, tmp_path)
    assert (done.returncode, done.stdout, files(tmp_path)) == (2, b"", set())
    assert said in done.stderr.decode()


def test_unknown_names_are_all_told(tmp_path: Path) -> None:
    done = handouts("build -c crams -c heal-pain -c cramps", tmp_path)
    assert done.stderr.decode().splitlines() == [
        "error: unknown condition 'crams' (did you mean 'cramps'?)",
        "error: unknown condition 'heal-pain' (did you mean 'heel-pain'?)",
    ]


def test_card_that_does_not_fit_stops_all_of_them(tmp_path: Path) -> None:
    text = (paths.builtin() / "conditions/cramps.yaml").read_text("utf-8")
    (tmp_path / "ours/conditions").mkdir(parents=True)
    long = text.replace(
        "notes:\n", "notes:\n" + "".join(f"  - A long note about the night, the {n}th.\n" for n in range(60))
    )
    long += "reviewer: A.\nreviewed: 2026-11-20\n"
    (tmp_path / "ours/conditions/cramps.yaml").write_text(long, "utf-8")
    again = long.replace("id: cramps", "id: more").replace(
        next(x for x in long.splitlines() if x.startswith("aliases")), ""
    )
    again = again.replace("title: Leg cramps", "title: More")
    (tmp_path / "ours/conditions/more.yaml").write_text(again, "utf-8")
    for command in ("build --all --data ours", "check --data ours"):
        done = handouts(command, tmp_path)
        assert (done.returncode, done.stdout) == (3, b"")
        first, second, count = done.stderr.decode().splitlines()
        assert first.startswith("ours/conditions/cramps.yaml:")
        assert second.startswith("ours/conditions/more.yaml:")
        assert "lines too long" in first
        assert count.partition(" (")[0] == "2 problems"
    assert not (tmp_path / "output").exists()


def test_file_in_place_of_the_folder_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine")
    done = handouts("build --all", tmp_path)
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr == b"error: cannot write output/cramps.pdf: output is not a folder\n"
    assert files(tmp_path) == {"output"}


def test_disk_that_takes_no_more_leaves_nothing(tmp_path: Path) -> None:
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))  # noqa: E731
    done = handouts("build --all", tmp_path, preexec_fn=limit)
    assert (done.returncode, done.stdout, files(tmp_path)) == (4, b"", set())
    assert done.stderr == b"error: cannot write output/cramps.pdf: file too large\n"
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("words", ["list", "build -c sciatica -o -", "locate --all --json", "show ST-36"])
def test_full_standard_output_is_told(tmp_path: Path, words: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = handouts(words, tmp_path, stdout=full)
    assert done.returncode == 4
    assert done.stderr == b"error: cannot write to standard output: no space left on device\n"


def test_a_file_that_fails_while_it_is_read_is_named(tmp_path: Path) -> None:
    done = handouts("merge /proc/self/mem -o out", tmp_path)
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr == b"error: cannot read /proc/self/mem: input/output error\n"
    assert not (tmp_path / "out").exists()


NO_ROOM = b"error: cannot write to the temporary folder%s (free some space, or name another folder in TMPDIR)\n"
PEOPLE = b"name,condition\n" + b"".join(b"Person %d,cramps\n" % n for n in range(3000))


def test_a_temporary_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    code = "import tempfile, sys; tempfile._candidate_tempdir_list = lambda: ['/no/such/folder']\n"
    code += "sys.argv = ['handouts', 'merge', '-', '-o', 'out']; from handouts.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=ENV, input=PEOPLE, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (4, NO_ROOM % b": there is none")


def test_a_full_temporary_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))  # noqa: E731
    words = [sys.executable, "-m", "handouts", "merge", "-", "-o", "out"]
    env = ENV | {"TMPDIR": str(tmp_path / "t")}
    done = subprocess.run(
        words, cwd=tmp_path, env=env, input=PEOPLE, capture_output=True, check=False, preexec_fn=limit
    )
    assert (done.returncode, done.stderr) == (4, NO_ROOM % b" t: file too large")


@pytest.mark.parametrize("words", ["list", "locate --all --landmarks --json", "build -c sciatica -o -", "--help"])
def test_reader_that_goes_away_is_no_fault(tmp_path: Path, words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = handouts(words, tmp_path, stdout=writer)
    os.close(writer)
    assert done.stderr == b""


def test_list_may_be_cut_short_by_a_pipe(tmp_path: Path) -> None:
    line = f"set -o pipefail; {shlex.quote(sys.executable)} -m handouts list | head -1"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=ENV, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"conditions\n", b"")


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_closed_streams_are_no_fault(tmp_path: Path, closed: str) -> None:
    line = f"{shlex.quote(sys.executable)} -m handouts build -c sciatica {'>&-' if closed == 'stdout' else '2>&-'}"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=ENV, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert files(tmp_path) == {"output/sciatica.pdf"}


def test_terminal_without_chinese_still_shows_the_rest(tmp_path: Path) -> None:
    done = handouts("show ST-36", tmp_path, env={**ENV, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u8db3" in done.stdout


def opened_by_another(pipe: Path) -> int:
    """A descriptor of a pipe, as soon as somebody reads from it; raises OSError after a minute."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def test_ctrl_c_stops_with_one_line(tmp_path: Path) -> None:
    """The program is caught while it reads a table that has no end: more than a pipe holds of it has been taken."""
    words = [sys.executable, "-m", "handouts", "merge", "-", "--condition", "cramps", "-o", "output/"]
    running = subprocess.Popen(
        words, cwd=tmp_path, env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdin
    running.stdin.write(b"name\n" + b"Anna\n" * 40_000)
    running.stdin.flush()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, b"")
    assert err.decode().strip() == "stopped; nothing was left half-written"
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("at", range(5))
def test_ctrl_c_while_writing_leaves_nothing(tmp_path: Path, at: int) -> None:
    """The signal is sent by the program itself, from within its nth call to the disk."""
    code = f"""
import os, signal, sys
calls = iter(range(1000))
def interrupted(true):
    def act(*args, **more):
        if next(calls) == {at}:
            os.kill(os.getpid(), signal.SIGINT)
        return true(*args, **more)
    return act
os.writev, os.replace = interrupted(os.writev), interrupted(os.replace)
sys.argv = ["handouts", "build", "-c", "sciatica", "-c", "heel-pain", "-o", "."]
from handouts.__main__ import main
main()
"""
    (tmp_path / "sciatica.pdf").write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=ENV, capture_output=True, check=False)
    if at < 4:
        assert (done.returncode, done.stdout) == (130, b"")
        assert done.stderr.decode().strip() == "stopped; nothing was left half-written"
        assert files(tmp_path) == {"sciatica.pdf"}
        assert (tmp_path / "sciatica.pdf").read_bytes() == b"old"
    else:
        assert done.returncode == 0


@pytest.mark.parametrize("words", ["merge patient.csv -o s", "print patient.csv", "read patient.csv"])
def test_a_file_that_is_not_there_is_told_with_its_namesake(tmp_path: Path, words: str) -> None:
    (tmp_path / "patients.csv").write_text("name,condition\nAnn,cramps\n")
    done = handouts(words, tmp_path)
    assert done.returncode == 2
    assert b"'patient.csv': no such file (did you mean 'patients.csv'?)" in done.stderr
    assert b"(" not in handouts(words.replace("patient.csv", "zebra.pdf"), tmp_path).stderr.split(b"no such file")[1]


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_a_leaflet_for_one_leg_is_a_file_of_its_own(tmp_path: Path, side: str) -> None:
    done = handouts(f"build -c cramps --side {side} -o out/", tmp_path)
    assert done.stdout.decode() == f"out/cramps-{side}.pdf\n"
    assert (
        f"the {'right' if side == 'both' else side} foot"
        in handouts(f"read out/cramps-{side}.pdf", tmp_path).stdout.decode()
    )


def test_charts_are_of_the_right_leg(tmp_path: Path) -> None:
    done = handouts("build --chart front --side left", tmp_path)
    assert (done.returncode, files(tmp_path)) == (2, set())
    assert b"charts have none" in done.stderr

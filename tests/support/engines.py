"""Asks engines that others wrote what is wrong with finished files: each is started once, over all of them.

veraPDF and outloud run in processes of their own, at the same time: the one needs a Java machine, the other a library
under the AGPL that must not come near the product. The others are imported when they are asked, for quick tests do
without.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

HERE = Path(__file__).parent


class Verdict(NamedTuple):
    """What an engine says of a file: how many things it looked at, and what is wrong."""

    checks: int
    faults: tuple[str, ...]


Verdicts = Mapping[str, Mapping[str, Verdict]]


def ask(files: Mapping[str, bytes], folder: Path) -> Verdicts:
    """By the name of each file, the verdict of each engine; the files are written into the folder."""
    paths = {name: folder / f"{name}.pdf" for name in files}
    for name, path in paths.items():
        path.write_bytes(files[name])
    with ThreadPoolExecutor() as threads:
        apart = [threads.submit(engine, list(paths.values())) for engine in (_verapdf, _outloud)]
        near = {name: _near(data) for name, data in files.items()}
        far = [thread.result() for thread in apart]
    return {name: {**far[0][str(path)], **near[name], **far[1][str(path)]} for name, path in paths.items()}


def _answer(words: Sequence[str | Path]) -> Any:
    """What a Python script prints as JSON; libraries may say something before."""
    run = subprocess.run([sys.executable, *map(str, words)], capture_output=True, text=True, check=False, timeout=280)
    begin = re.search(r"^\{", run.stdout, re.M)
    assert begin, f"{words[0]} gave no answer: {run.stderr[-2000:]}"
    return json.loads(run.stdout[begin.start() :])


def _verapdf(paths: Sequence[Path]) -> dict[str, dict[str, Verdict]]:
    answer = _answer([HERE / "verapdf.py", *paths])
    return {
        path: {f"veraPDF {name}": Verdict(found["checks"], tuple(found["faults"])) for name, found in profiles.items()}
        for path, profiles in answer.items()
    }


def _outloud(paths: Sequence[Path]) -> dict[str, dict[str, Verdict]]:
    answer = _answer(["-c", "from outloud.cli import main; main()", "--json", "-", *paths])
    return {found["path"]: {"outloud": _heard(found)} for found in answer["results"]}


def _heard(found: Mapping[str, Any]) -> Verdict:
    """Errors and warnings; rules that ran."""
    faults = [f"{f['rule']} {f['message']}" for f in found["findings"] if f["severity"] in ("error", "warning")]
    ran = sum(rule["status"] == "ran" for rule in found.get("rules", []))
    return Verdict(ran, tuple([f"cannot be read: {found['error']}"] if found["error"] else faults))


def _near(data: bytes) -> dict[str, Verdict]:
    return {name: _asked(engine, data) for name, engine in NEAR.items()}


def _asked(engine: Callable[[bytes], Verdict], data: bytes) -> Verdict:
    try:
        return engine(data)
    except ImportError:
        raise
    except Exception as error:  # an engine that cannot read a file has found a fault
        return Verdict(0, (f"cannot be read: {error}",))


def _page(profile: str) -> Callable[[bytes], Verdict]:
    def engine(data: bytes) -> Verdict:
        import page

        report = page.validate_pdf_bytes(data, profile=profile)
        faults = tuple(f"{failure.rule_id} {failure.message}" for failure in report.failures)
        return Verdict(report.rules.total, faults or (() if report.is_compliant else ("does not conform",)))

    return engine


def _oxidize(data: bytes) -> Verdict:
    import oxidize_pdf

    report = oxidize_pdf.validate_tagged_pdf(data)
    faults = [f"{finding.code} {finding.message}" for finding in report.findings]
    faults += ["is not tagged"] if not report.tagged else [] if report.valid else ["is not valid"]
    return Verdict(len(report.elements), tuple(faults))


def _qpdf(data: bytes) -> Verdict:
    with pikepdf.open(BytesIO(data)) as pdf:
        faults = [*pdf.check_pdf_syntax(), *(["is encrypted"] if pdf.is_encrypted else [])]
        return Verdict(len(pdf.objects), tuple(faults))


NEAR = {"page ua1": _page("ua1"), "page 2a": _page("2a"), "oxidize": _oxidize, "qpdf": _qpdf}

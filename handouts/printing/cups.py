"""Speaks to the machine's print system, CUPS, through its commands lp, lpstat and lpoptions."""

from __future__ import annotations

import os
import re
import subprocess
from typing import NamedTuple

from handouts.errors import CannotPrint, MayBePrinted, Problem, UnknownName, did_you_mean
from handouts.printing.job import JOB_NAME, Job, Receipt, State, brief
from handouts.printing.media import papers
from handouts.printing.reasons import ERROR, WARNING, reasons, said

COMMAND_TIMEOUT = 60  # seconds that a command may take
LONGEST = 255  # letters of a printer's name; CUPS itself stops at 127
NAME = rf"\S{{1,{LONGEST}}}(?!\S)"
MISSING = (
    "install it: on Debian and Ubuntu apt install cups-client, on Fedora dnf install cups-client; or print straight "
    "to a network printer with --printer ipp://ADDRESS/ipp/print"
)


class Queues(NamedTuple):
    """The names of all printers, and which of them is the default, if one is."""

    names: tuple[str, ...]
    default: str | None


def queues() -> Queues:
    """The printers of the machine; raises CannotPrint where there is no print system, or where it is not running."""
    if "not running" in _said(_command("lpstat", "-r")):
        hint = "start it: systemctl start cups"
        raise CannotPrint([Problem("the print system is not running", None, hint)])
    names = tuple(name for name in _command("lpstat", "-e").stdout.split() if len(name) <= LONGEST)
    default = re.search(rf"^system default destination: ({NAME})", _command("lpstat", "-d").stdout, re.M)
    return Queues(names, default[1] if default else None)


def choose_queue(name: str | None) -> str:
    """The printer of a name, or the default; raises UnknownName, CannotPrint."""
    known = queues()
    if not known.names:
        hint = "add one to it, or take --printer ipp://ADDRESS/ipp/print"
        raise CannotPrint([Problem("the print system knows no printer", None, hint)])
    if name is None:
        if known.default is None:
            hint = f"name one with --printer; known: {brief(', '.join(known.names))}"
            raise UnknownName([Problem("no printer is the default", None, hint)])
        return known.default
    if name.split("/")[0] not in known.names:  # what follows a slash are settings stored with lpoptions
        raise UnknownName([Problem(f"there is no printer '{name}'", None, brief(did_you_mean(name, known.names)))])
    return name


def look(name: str) -> State:
    """How a printer is. Of one that was found in the network and not added yet, little is known before it prints.

    Alerts of a queue that is enabled are told and do not stop a job: the print system renews them only while it prints,
    so that an empty tray may long have been filled."""
    queue = name.split("/")[0]
    state, accepting = _command("lpstat", "-l", "-p", queue).stdout, _command("lpstat", "-a", queue).stdout
    alerts = re.search(r"^\s*Alerts: (.+)", state, re.M)
    why = reasons(re.split(r"[\s,]+", alerts[1])) if alerts else ()
    refusal = ""
    if re.search(r"not accepting requests since", accepting):
        refusal = f"takes no jobs: {brief(_reason(accepting)) or 'the print system does not say why'}"
    elif re.search(r"^printer \S+ disabled since", state, re.M):
        told = brief(", ".join(filter(None, (_reason(state), *map(str, why)))))
        refusal = f"is stopped: {told or 'the print system does not say why'}"
    media = papers(_media(_command("lpoptions", "-p", name, "-l").stdout))
    warning = brief(", ".join(filter(None, (said(why, ERROR), said(why, WARNING)))))
    return State(refusal, warning, media=None if media is None else frozenset(media))


def _reason(said: str) -> str:
    """What stands on the line under the first."""
    lines = [line.strip().rstrip(".") for line in said.splitlines()[1:2]]
    return "".join(line for line in lines if line != "reason unknown" and not line.startswith("Form mounted"))


def _media(options: str) -> tuple[str, ...] | None:
    """The names of the papers of a queue; None where it does not say, or takes papers of any size."""
    listed = re.search(r"^(?:PageSize|media)/[^:]*:(.*)", options, re.M)
    if not listed or "Custom." in listed[1]:
        return None
    return tuple(choice.lstrip("*") for choice in listed[1].split())


def send(job: Job, name: str) -> Receipt:
    """Hand a job to the print system; raises CannotPrint where it refuses, MayBePrinted where it does not say."""
    wishes = (f"media={job.media}", f"sides={job.sides}", "print-scaling=none")
    options = [word for wish in wishes for word in ("-o", wish)]
    words = ("lp", "-d", name, "-n", str(job.copies), "-t", JOB_NAME, *options)
    done = _command(*words, document=job.data, label=job.label)
    if done.returncode:
        why = _said(done).removeprefix("lp: ").strip() or f"lp ended with {done.returncode}"
        raise CannotPrint([Problem(f"the print system refuses '{job.label}' for '{name}': {brief(why)}")])
    number = re.search(rf"request id is ({NAME})", done.stdout)
    if not number:
        raise MayBePrinted([_unsure(job.label, f"lp names no job for '{name}'")])
    return Receipt(number[1])


def _unsure(label: str, why: str) -> Problem:
    return Problem(f"'{label}' may be printed or not: {why}", None, "look with lpstat -o before you print it again")


def _said(done: subprocess.CompletedProcess[str]) -> str:
    return " ".join(f"{done.stdout} {done.stderr}".split())


def _command(*words: str, document: bytes = b"", label: str = "") -> subprocess.CompletedProcess[str]:
    """What a command says, in English; raises CannotPrint where it is not there or does not end, MayBePrinted where it
    has the document of a job with a label."""
    try:
        done = subprocess.run(
            words,
            input=document,
            capture_output=True,
            check=False,
            timeout=COMMAND_TIMEOUT,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise CannotPrint([Problem(f"there is no print system: '{words[0]}' was not found", None, MISSING)]) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotPrint([Problem(f"'{words[0]}' failed: {reason}")]) from None
    except subprocess.TimeoutExpired:
        reason = f"'{words[0]}' did not end within {COMMAND_TIMEOUT} seconds"
        if label:
            raise MayBePrinted([_unsure(label, reason)]) from None
        raise CannotPrint([Problem(reason)]) from None
    out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(words, done.returncode, out, err)

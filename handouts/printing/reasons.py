"""What printers give as reasons, in words: RFC 8011 clause 5.4.12 (states), clause B.1 and PWG 5100.16 (refusals)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

# Reasons that keep a printer from printing, where they come as an error or without a suffix.
STOPPING = {
    "cover-open": "a cover is open",
    "developer-empty": "developer is used up",
    "door-open": "a door is open",
    "fuser-over-temp": "the fuser is too hot",
    "fuser-under-temp": "the fuser is too cold",
    "input-tray-missing": "a paper tray is missing",
    "interlock-open": "a lock is open",
    "interpreter-resource-unavailable": "it has no memory left",
    "marker-supply-empty": "toner or ink is used up",
    "marker-waste-full": "the container for waste toner is full",
    "media-empty": "paper is out",
    "media-jam": "paper is jammed",
    "media-needed": "it wants paper",
    "moving-to-paused": "it is being paused",
    "opc-life-over": "the drum is worn out",
    "output-area-full": "the output tray is full",
    "output-tray-missing": "the output tray is missing",
    "paused": "it is paused",
    "shutdown": "it is shut down",
    "spool-area-full": "it has no room for more jobs",
    "stopping": "it is stopping",
    "timed-out": "it cannot be reached",
    "toner-empty": "toner is used up",
}
# Others, which are worth knowing of.
LOW = {
    "developer-low": "developer is low",
    "marker-supply-low": "toner or ink is low",
    "marker-waste-almost-full": "the container for waste toner is nearly full",
    "media-low": "paper is low",
    "opc-near-eol": "the drum is nearly worn out",
    "output-area-almost-full": "the output tray is nearly full",
    "stopped-partly": "a part of it is stopped",
    "toner-low": "toner is low",
}
QUIET = ("", "none", "connecting-to-device", "resuming", "moving-to-idle")
ERROR, WARNING, REPORT = "error", "warning", "report"

# Status codes: RFC 8011 clauses B.1.4 and B.1.5; from 0x0418 on PWG 5100.13 and 5100.16.
REFUSALS = {
    0x0400: "it does not understand the request",
    0x0401: "it forbids that",
    0x0402: "it wants a name and a password",
    0x0403: "it does not let this user print",
    0x0404: "it is not possible for it",
    0x0405: "it waited too long for the rest",
    0x0406: "no printer is at this address",
    0x0407: "the printer of this address is gone",
    0x0408: "the file is too large for it",
    0x0409: "a value is too long for it",
    0x040A: "it does not know this kind of file",
    0x040B: "it does not know a wish",
    0x040C: "it does not know this kind of address",
    0x040D: "it does not read UTF-8",
    0x040E: "two wishes do not go together",
    0x040F: "it does not know this compression",
    0x0410: "it cannot unpack the file",
    0x0411: "it finds the file broken",
    0x0412: "it cannot reach the file",
    0x0418: "the file needs a password",
    0x0419: "the file does not permit to be printed",
    0x041A: "the file has a protection that it does not know",
    0x041B: "it cannot print this file",
    0x041C: "it wants an account for the job",
    0x041D: "the account is closed",
    0x041E: "the account has no more pages",
    0x041F: "it does not let this account print",
    0x0500: "it failed inside",
    0x0501: "it cannot do that",
    0x0502: "it is out of service",
    0x0503: "it does not speak this version of IPP",
    0x0504: "its device failed",
    0x0505: "it failed for now: try again later",
    0x0506: "it takes no jobs now",
    0x0507: "it is busy",
    0x0508: "the job was cancelled there",
    0x0509: "it takes one document a job",
    0x050A: "it is switched off for jobs",
    0x050B: "it has too many jobs",
    0x050C: "it has too many documents",
}


class Reason(NamedTuple):
    """A keyword as the printer gives it, how grave it is, and what it says."""

    keyword: str
    level: str
    words: str

    def __str__(self) -> str:
        return f"{self.words} ({self.keyword})"


def reasons(keywords: Iterable[str]) -> tuple[Reason, ...]:
    """What keywords say, those left out that say nothing. Without a suffix a reason is an error where the standard
    names it as one that stops a printer; else makers use names of their own for what does not."""
    found = []
    for keyword in dict.fromkeys(keywords):
        base, _, level = keyword.rpartition("-")
        if level not in (ERROR, WARNING, REPORT):
            base, level = keyword, ERROR if keyword in STOPPING else WARNING if keyword in LOW else REPORT
        if base not in QUIET:
            words = STOPPING.get(base) or LOW.get(base) or base.replace("-", " ")
            found.append(Reason(keyword, level, words))
    return tuple(found)


def said(found: Iterable[Reason], level: str) -> str:
    """The reasons of a level, in one line."""
    return ", ".join(str(reason) for reason in found if reason.level == level)

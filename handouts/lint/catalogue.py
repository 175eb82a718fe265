"""All rules, in the order of their ids, and what names them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from handouts.errors import Problem, UnknownName, did_you_mean
from handouts.lint.rule import Rule

# Modules of `rules`, each with a RULE: what the program itself must know of a file, the words, the leaflet as a whole.
FILES = ("data", "page", "reason", "unused")
WORDS = (
    *("claim", "medicine", "delay", "painful", "tools", "breath", "dose", "latin", "trade", "long_sentence"),
    *(
        "long_step",
        "step_verb",
        "capitals",
        "number",
        "grade",
        "passive",
        "vague",
        "two_actions",
        "plainer",
        "hard_grade",
    ),
)
LEAFLET = ("base_caution", "no_review", "review_due", "review_soon", "unmeasured_step", "unseen", "posture")
MODULES = (*FILES, *WORDS, *LEAFLET)
UNSILENCED = frozenset({"HL001", "HL002", "HL003", "HL004"})  # no comment in a file makes these go by
ALWAYS = frozenset({"HL001", "HL002"})  # nor does a choice of rules


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule."""
    there = (name for name in MODULES if find_spec(f"handouts.lint.rules.{name}"))
    return tuple(import_module(f"handouts.lint.rules.{name}").RULE for name in there)


def rule_called(word: str) -> Rule:
    """The rule with an id or a name; raises UnknownName."""
    named = {name: rule for rule in rules() for name in (rule.id.casefold(), rule.name.casefold())}
    said = word.strip().casefold().replace("_", "-")
    for name, rule in named.items():
        if said == name.replace("_", "-"):
            return rule
    hint = (
        did_you_mean(word, [*(rule.id for rule in rules()), *(rule.name for rule in rules())])
        or "to see all rules, type: handouts rule"
    )
    raise UnknownName([Problem(f"there is no rule '{word}'", None, hint)])

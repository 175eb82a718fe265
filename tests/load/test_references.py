"""The fields that name points and parts of the leg are those of the model."""

from __future__ import annotations

from handouts.load.references import REFERENCES


def test_fields_that_name_something_are_fields_that_there_are() -> None:
    for kind, named in REFERENCES.items():
        assert {field for fields in named.values() for field in fields} <= set(kind._fields), kind  # type: ignore[attr-defined]

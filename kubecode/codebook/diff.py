"""The changes between two versions of a codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal

from kubecode.codebook.codebook import Code, Codebook


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """A change: a code or indicator that was added or removed, or a part that was changed."""

    kind: Literal["added", "removed", "changed"]
    path: str
    what: str
    before: str = ""
    after: str = ""


_COMPARED = tuple(
    field.name
    for field in fields(Code)
    if field.name not in {"path", "position", "codes", "indicators", "exclude"}
)


def compare_codebooks(old: Codebook, new: Codebook) -> list[CodebookChange]:
    """Return the changes from ``old`` to ``new`` in the order of the new codebook, removed codes last."""
    before = {code.path: code for code in old.walk()}
    after = {code.path: code for code in new.walk()}
    changes: list[CodebookChange] = []
    for path, code in after.items():
        if path not in before:
            changes.append(CodebookChange("added", path, "code", after=code.label))
        else:
            changes.extend(_changes(before[path], code))
    changes.extend(
        CodebookChange("removed", path, "code", before=code.label)
        for path, code in before.items()
        if path not in after
    )
    return changes


def _changes(old: Code, new: Code) -> Iterator[CodebookChange]:
    for name in _COMPARED:
        if getattr(old, name) != getattr(new, name):
            yield CodebookChange("changed", new.path, name, str(getattr(old, name)), str(getattr(new, name)))
    for name in ("indicators", "exclude"):
        was = {(i.group, i.text) for i in getattr(old, name)}
        now = {(i.group, i.text) for i in getattr(new, name)}
        for group, text in sorted(now - was):
            yield CodebookChange("added", new.path, f"{name}/{group}", after=text)
        for group, text in sorted(was - now):
            yield CodebookChange("removed", new.path, f"{name}/{group}", before=text)

"""Fieldwork: documents, informants, places, dates and words, as in a methods section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kubecode.model import SourceKind, case_key
from kubecode.synthesiser.column_order import OUTCOME_KEYS, shared_attribute
from kubecode.synthesiser.report import DocumentCoverage


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """The fieldwork of a study, or of one case.

    ``kinds`` counts documents by kind of source. ``informants`` are (name, role), each once. ``dates`` are
    the first and last date (ISO 8601), or None if no document has one; ``undated`` counts documents without.
    ``words`` counts words without questions, ``interviewed_again`` informants in more than one document.
    """

    name: str
    outcome: str | None
    places: tuple[str, ...]
    documents: int
    kinds: tuple[tuple[SourceKind, int], ...]
    informants: tuple[tuple[str, str | None], ...]
    dates: tuple[str, str] | None
    undated: int
    words: int
    interviewed_again: int

    @property
    def roles(self) -> tuple[tuple[str | None, int], ...]:
        """(role, number of informants), the most frequent first; None is no known role, and last."""
        counts = Counter(role for _, role in self.informants)
        return tuple(sorted(counts.items(), key=lambda item: (item[0] is None, -item[1], item[0] or "")))


def fieldwork_of(coverage: Iterable[DocumentCoverage]) -> Fieldwork:
    """Return the fieldwork of the whole study. Informants of different cases are different people."""
    return _fieldwork("", list(coverage))


def fieldwork_by_case(coverage: Iterable[DocumentCoverage]) -> tuple[Fieldwork, ...]:
    """Return the fieldwork of each case, by case key."""
    by_case: dict[str, list[DocumentCoverage]] = {}
    for covered in coverage:
        by_case.setdefault(case_key(covered.document.case), []).append(covered)
    return tuple(_fieldwork(by_case[key][0].document.case, by_case[key]) for key in sorted(by_case))


def _fieldwork(name: str, coverage: list[DocumentCoverage]) -> Fieldwork:
    documents = [covered.document for covered in coverage]
    kinds = Counter(document.source_kind for document in documents)
    appearances: Counter[tuple[str, str]] = Counter()
    roles: dict[tuple[str, str], str | None] = {}
    for covered in coverage:
        for informant, role in dict(covered.informants).items():
            person = (case_key(covered.document.case), informant)
            appearances[person] += 1
            roles[person] = roles.get(person) or role
    dates = sorted(covered.date for covered in coverage if covered.date)
    return Fieldwork(
        name=name,
        outcome=shared_attribute(documents, OUTCOME_KEYS),
        places=tuple(dict.fromkeys(p for d in documents if (p := d.attributes.get("place")))),
        documents=len(documents),
        kinds=tuple((kind, kinds[kind]) for kind in SourceKind if kinds[kind]),
        informants=tuple((informant, roles[case, informant]) for case, informant in sorted(appearances)),
        dates=(dates[0], dates[-1]) if dates else None,
        undated=len(coverage) - len(dates),
        words=sum(covered.words for covered in coverage),
        interviewed_again=sum(count > 1 for count in appearances.values()),
    )

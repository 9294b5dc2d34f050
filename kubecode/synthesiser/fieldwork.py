"""What a study rests on: documents, people, places, time and words, as a methods section tells them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kubecode.model import SourceKind, case_key
from kubecode.synthesiser.column_order import OUTCOME_KEYS, shared_attribute
from kubecode.synthesiser.report import DocumentCoverage


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """What a study, or one case of it, rests on.

    ``kinds`` counts its documents by kind of source, ``informants`` are (name, role), each once, ``roles``
    counts them by role (None: no role is known). ``dates`` are the first and the last that can be read
    (ISO 8601), None where none can, ``undated`` how many documents have none. ``words`` are those said, the
    questions left out. ``interviewed_again`` counts the informants who speak in more than one document.
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
        """How many informants have which role, the commonest first and no role last."""
        counts = Counter(role for _, role in self.informants)
        return tuple(sorted(counts.items(), key=lambda one: (one[0] is None, -one[1], one[0] or "")))


def fieldwork_of(coverage: Iterable[DocumentCoverage]) -> Fieldwork:
    """Return what the whole study rests on; an informant belongs to a case, so that two T stay two."""
    return _fieldwork("", list(coverage))


def fieldwork_by_case(coverage: Iterable[DocumentCoverage]) -> tuple[Fieldwork, ...]:
    """Return what every case rests on, by name."""
    by_case: dict[str, list[DocumentCoverage]] = {}
    for one in coverage:
        by_case.setdefault(case_key(one.document.case), []).append(one)
    return tuple(_fieldwork(by_case[key][0].document.case, by_case[key]) for key in sorted(by_case))


def _fieldwork(name: str, covered: list[DocumentCoverage]) -> Fieldwork:
    documents = [one.document for one in covered]
    kinds = Counter(document.source_kind for document in documents)
    heard: Counter[tuple[str, str]] = Counter()
    roles: dict[tuple[str, str], str | None] = {}
    for one in covered:
        for who, role in dict(one.informants).items():
            person = (case_key(one.document.case), who)
            heard[person] += 1
            roles[person] = roles.get(person) or role
    dates = sorted(one.date for one in covered if one.date)
    return Fieldwork(
        name=name,
        outcome=shared_attribute(documents, OUTCOME_KEYS),
        places=tuple(dict.fromkeys(p for d in documents if (p := d.attributes.get("place")))),
        documents=len(documents),
        kinds=tuple((kind, kinds[kind]) for kind in SourceKind if kinds[kind]),
        informants=tuple((who, roles[case, who]) for case, who in sorted(heard)),
        dates=(dates[0], dates[-1]) if dates else None,
        undated=len(covered) - len(dates),
        words=sum(one.words for one in covered),
        interviewed_again=sum(count > 1 for count in heard.values()),
    )

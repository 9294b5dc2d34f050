"""Into which column of a matrix an excerpt falls: its case, informant, role, source or an attribute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kubecode.errors import unknown_name
from kubecode.model import Coding, Document, case_key
from kubecode.synthesiser.cells import Column
from kubecode.synthesiser.column_order import OUTCOME_KEYS, column_rank, date_of, shared_attribute
from kubecode.transcript.header import KEYS
from kubecode.wording import Lang, say

_BUILT_IN = ("case", "informant", "role", "source")


@dataclass(frozen=True, slots=True)
class Grouping:
    """How documents and the people in them are put into columns."""

    by: str
    documents: Mapping[str, Document]

    def value(self, document: Document, informant: str | None, role: str | None) -> str | None:
        """Return what decides about the column, None where nothing does: a member without a post."""
        if self.by == "case":
            return document.case
        if self.by == "informant":
            return f"{document.case} · {informant}" if informant else None
        if self.by == "role":
            return role
        if self.by == "source":
            return document.source_kind
        if self.by == "date":
            return date_of(document) or document.attributes.get("date")
        return document.attributes.get(self.by)

    def column_of(self, coding: Coding) -> str | None:
        """Return the key of a coding's column, None where it has none: a note is no informant's."""
        return self.key(self.value(self.documents[coding.document], coding.informant, coding.role))

    def key(self, value: str | None) -> str | None:
        """Return the key of the column for a value. Only what no informant said has none."""
        if value is None and self.by == "informant":
            return None
        return case_key(value or "")

    def label(self, value: str | None, lang: Lang) -> str:
        """Return what stands above the column for a value."""
        if value is None:
            return say("column.none", lang)
        return say(value, lang) if self.by == "source" else value

    def name(self, document: Document, informant: str) -> str:
        """Name an informant with the case where columns mix cases, so that two T stay two people."""
        return informant if self.by in {"case", "informant"} else f"{document.case} · {informant}"

    def renamed(self, coding: Coding) -> Coding:
        """Return the coding with its informant named as in :meth:`name`."""
        if not coding.informant:
            return coding
        name = self.name(self.documents[coding.document], coding.informant)
        return coding if name == coding.informant else replace(coding, informant=name)


def make_grouping(documents: Iterable[Document], by: str) -> Grouping:
    """Return the grouping by ``case``, ``informant``, ``role``, ``source`` or a header attribute.

    Header keys may be given in Indonesian or English. Raises KubecodeError for an unknown name.
    """
    by_name = {document.name: document for document in documents}
    attributes = {name for document in by_name.values() for name in document.attributes}
    name = KEYS.get(by, by)
    if name not in _BUILT_IN and name not in attributes:
        known = [*_BUILT_IN, *sorted(attributes)]
        raise unknown_name("attribute or other way to group", by, known)
    return Grouping(name, by_name)


@dataclass(slots=True)
class _ColumnContents:
    """What has been gathered for a column so far."""

    label: str
    documents: dict[str, Document] = field(default_factory=dict)
    informants: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    words: int = 0


def make_columns(
    grouping: Grouping,
    reviewed: Mapping[str, frozenset[str]],
    asked: Mapping[str, frozenset[str]],
    lang: Lang,
    order: str = "name",
) -> tuple[Column, ...]:
    """Return the columns in an order (see :func:`check_order`), what belongs to none of them last.

    ``reviewed`` are the top-level codes about which each document has been reviewed, ``asked`` the paths
    of the codes that its questions touch.
    """
    gathered = _gather(grouping, lang)

    def place(key: str) -> tuple[object, ...]:
        material = gathered[key]
        documents = tuple(material.documents.values())
        return (not key, *column_rank(order, documents, material.roles), key)

    return tuple(
        Column(
            key=key,
            label=gathered[key].label,
            informants=tuple(sorted(gathered[key].informants)),
            reviewed=frozenset.intersection(*(reviewed[name] for name in gathered[key].documents)),
            asked=_asked(list(gathered[key].documents.values()), asked),
            documents=tuple(gathered[key].documents),
            words=gathered[key].words,
            outcome=shared_attribute(gathered[key].documents.values(), OUTCOME_KEYS),
        )
        for key in sorted(gathered, key=place)
    )


def _gather(grouping: Grouping, lang: Lang) -> dict[str, _ColumnContents]:
    gathered: dict[str, _ColumnContents] = {}
    for document in grouping.documents.values():
        for turn in document.turns:
            value = grouping.value(document, turn.informant, turn.role)
            key = grouping.key(value)
            if turn.asks or key is None:
                continue
            material = gathered.setdefault(key, _ColumnContents(grouping.label(value, lang)))
            material.documents[document.name] = document
            material.words += len(document.text[turn.start : turn.end].split())
            if turn.informant:
                material.informants.add(grouping.name(document, turn.informant))
            if turn.role:
                material.roles.add(turn.role)
    return gathered


def _asked(documents: list[Document], asked: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Return the codes asked about, None where nobody asks anything."""
    with_questions = [d for d in documents if any(turn.asks for turn in d.turns)]
    if not with_questions:
        return None
    return frozenset(code for d in with_questions for code in asked.get(d.name, ()))

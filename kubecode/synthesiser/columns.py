"""The columns of a matrix: by case, informant, role, source or a header attribute."""

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
    """The assignment of documents and informants to columns."""

    by: str
    documents: Mapping[str, Document]

    def value(self, document: Document, informant: str | None, role: str | None) -> str | None:
        """Return the value that decides the column, or None, for example for a member without a post."""
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
        """Return the key of a coding's column, or None if it has none."""
        return self.key(self.value(self.documents[coding.document], coding.informant, coding.role))

    def key(self, value: str | None) -> str | None:
        """Return the column key of a value. By informant, text without an informant has none."""
        if value is None and self.by == "informant":
            return None
        return case_key(value or "")

    def label(self, value: str | None, lang: Lang) -> str:
        """Return the heading of the column of a value."""
        if value is None:
            return say("column.none", lang)
        return say(value, lang) if self.by == "source" else value

    def name(self, document: Document, informant: str) -> str:
        """Return an informant's name, with the case if columns mix cases: two T stay two people."""
        return informant if self.by in {"case", "informant"} else f"{document.case} · {informant}"

    def renamed(self, coding: Coding) -> Coding:
        """Return the coding with the informant's name from :meth:`name`."""
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
    """The contents of a column, collected turn by turn."""

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
    """Return the columns in ``order`` (see :func:`check_order`), the one without a value last.

    ``reviewed`` maps each document to its reviewed top-level codes, ``asked`` to the paths of the codes in
    its questions.
    """
    contents = _contents(grouping, lang)

    def rank(key: str) -> tuple[object, ...]:
        documents = tuple(contents[key].documents.values())
        return (not key, *column_rank(order, documents, contents[key].roles), key)

    return tuple(
        Column(
            key=key,
            label=contents[key].label,
            informants=tuple(sorted(contents[key].informants)),
            reviewed=frozenset.intersection(*(reviewed[name] for name in contents[key].documents)),
            asked=_asked(list(contents[key].documents.values()), asked),
            documents=tuple(contents[key].documents),
            words=contents[key].words,
            outcome=shared_attribute(contents[key].documents.values(), OUTCOME_KEYS),
        )
        for key in sorted(contents, key=rank)
    )


def _contents(grouping: Grouping, lang: Lang) -> dict[str, _ColumnContents]:
    contents: dict[str, _ColumnContents] = {}
    for document in grouping.documents.values():
        for turn in document.turns:
            value = grouping.value(document, turn.informant, turn.role)
            key = grouping.key(value)
            if turn.asks or key is None:
                continue
            column = contents.setdefault(key, _ColumnContents(grouping.label(value, lang)))
            column.documents[document.name] = document
            column.words += len(document.text[turn.start : turn.end].split())
            if turn.informant:
                column.informants.add(grouping.name(document, turn.informant))
            if turn.role:
                column.roles.add(turn.role)
    return contents


def _asked(documents: list[Document], asked: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """Return the codes in the questions of some documents, None if there are no questions."""
    with_questions = [d for d in documents if any(turn.asks for turn in d.turns)]
    if not with_questions:
        return None
    return frozenset(code for d in with_questions for code in asked.get(d.name, ()))

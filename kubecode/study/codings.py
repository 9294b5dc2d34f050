"""The current codings of a study: suggestions joined with decisions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from kubecode.codebook import Codebook
from kubecode.coder import reason
from kubecode.document_names import short_document_name
from kubecode.errors import ExitStatus, KubecodeError, did_you_mean, find_name, unknown_name
from kubecode.model import (
    MACHINE,
    Coding,
    CodingKey,
    Confidence,
    Decision,
    Document,
    Presence,
    Status,
    Suggestion,
    Turn,
    Valence,
    case_key,
    is_within,
    split_code,
)
from kubecode.store import decisions as decision_store
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.session import Session
from kubecode.wording import Lang, say


class Filterable(Protocol):
    """The properties of a coding that a filter reads."""

    @property
    def path(self) -> str: ...  # noqa: D102  as in Coding
    @property
    def case(self) -> str: ...  # noqa: D102
    @property
    def informant(self) -> str | None: ...  # noqa: D102
    @property
    def valence(self) -> Valence | None: ...  # noqa: D102
    @property
    def presence(self) -> Presence: ...  # noqa: D102
    @property
    def confidence(self) -> Confidence | None: ...  # noqa: D102
    @property
    def status(self) -> Status: ...  # noqa: D102
    @property
    def coder(self) -> str: ...  # noqa: D102
    @property
    def document(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Filter:
    """Criteria for codings. None means any.

    ``indicator`` (as the codebook writes it) selects the suggestions that it supports. :meth:`matches`
    ignores it, because codings in outline have no evidence: callers check it themselves.
    """

    code: str | None = None
    case: str | None = None
    informant: str | None = None
    valence: Valence | None = None
    presence: Presence | None = None
    status: Status | None = None
    coder: str | None = None
    document: str | None = None
    confidence: Confidence | None = None
    indicator: str | None = None

    def matches(self, coding: Filterable) -> bool:
        """Return whether a coding meets all criteria. A code includes its sub-codes."""
        return (
            (self.code is None or is_within(coding.path, self.code.strip("/")))
            and (self.case is None or case_key(coding.case) == case_key(self.case))
            and (self.informant is None or coding.informant == self.informant)
            and (self.valence is None or coding.valence is self.valence)
            and (self.presence is None or coding.presence is self.presence)
            and (self.status is None or coding.status is self.status)
            and (self.coder is None or coding.coder == self.coder)
            and (self.document is None or coding.document == self.document)
            and (self.confidence is None or coding.confidence is self.confidence)
        )


def all_documents(session: Session) -> list[Document]:
    """Return every document of the study. Raises KubecodeError if there is none."""
    documents = list(document_store.get_documents(session.connection))
    if not documents:
        raise KubecodeError("the study has no documents", "run 'kubecode tag FILE…' first")
    return documents


def known_filter(session: Session, codebook: Codebook, wanted: Filter) -> Filter:
    """Return a filter with the names as the study has them; a case or informant may be given by a part.

    Raises KubecodeError for a code, case, informant, document or coder not in the study, and for a part that
    several have.
    """
    connection = session.connection
    decided = decision_store.decided_codes(connection) if wanted.code else []
    paths = dict.fromkeys([*(code.path for code in codebook.walk()), *decided])
    documents = document_store.document_ids(connection)
    if wanted.code is not None and wanted.code.strip("/") not in paths:
        raise unknown_name("code", wanted.code, paths)
    if wanted.document is not None and wanted.document not in documents:
        raise unknown_name("document", wanted.document, documents)
    check_coder(session, wanted.coder)
    case, informant = wanted.case, wanted.informant
    if case is not None:
        case = known_case(case, document_store.case_names(connection).values())
    if informant is not None:
        informant = find_name("informant", informant, document_store.informants(connection))
    return replace(wanted, case=case, informant=informant)


def known_case(case: str, cases: Iterable[str]) -> str:
    """Return the case that a user means. Raises KubecodeError if no case or more than one fits."""
    names = list(cases)
    same = next((name for name in names if case_key(name) == case_key(case)), None)
    return same if same is not None else find_name("case", case, names)


def check_coder(session: Session, coder: str | None) -> None:
    """Raise KubecodeError for a coder without decisions or completed readings. None means any coder."""
    known = decision_store.coders(session.connection)
    if coder is not None and coder not in known:
        raise unknown_name("coder", coder, known)


def study_codings(
    session: Session, lang: Lang = "id", wanted: Filter | None = None, coder: str | None = None
) -> list[Coding]:
    """Return the codings of the study in the order of documents and text.

    A span and code gives one coding for each coder who decided about it, else the suggestion. With a
    coder, the verdicts of other coders are left out.
    """
    only = wanted.document if wanted else None
    documents = {d.name: d for d in document_store.get_documents(session.connection, only=only)}
    suggestions: dict[CodingKey, Suggestion] = {
        (name, s.start, s.end, s.code): s for name, s in runs.get_suggestions(session.connection, only=only)
    }
    decided: dict[CodingKey, list[Decision]] = {}
    for decision in decision_store.current_decisions(session.connection, coder):
        if decision.document in documents:
            key = (decision.document, decision.start, decision.end, decision.code)
            decided.setdefault(key, []).append(decision)
    codings: list[Coding] = []
    for key in sorted({*suggestions, *decided}):
        document = documents[key[0]]
        suggestion = suggestions.get(key)
        if suggestion is None:
            suggestion = runs.last_suggestion(session.connection, key[0], (key[1], key[2]), key[3])
        verdicts = [d for d in decided.get(key, []) if d.status is not Status.SUGGESTED]
        codings.extend(decided_coding(document, d, suggestion, lang) for d in verdicts)
        if key in suggestions and not verdicts and suggestion:
            memo = next((d.memo for d in decided.get(key, []) if d.memo), None)
            codings.append(suggested_coding(document, suggestion, lang, memo))
    return [coding for coding in codings if wanted is None or wanted.matches(coding)]


def suggested_coding(
    document: Document, suggestion: Suggestion, lang: Lang, memo: str | None = None
) -> Coding:
    """Return a suggestion as a coding."""
    bare = _bare_coding(document, suggestion.start, suggestion.end, suggestion.code)
    return replace(
        _with_machine_reason(bare, suggestion, lang),
        valence=suggestion.valence,
        presence=suggestion.presence,
        memo=memo,
    )


def decided_coding(
    document: Document, decision: Decision, suggestion: Suggestion | None, lang: Lang
) -> Coding:
    """Return a decision as a coding, with the reason of the suggestion if there was one."""
    bare = _bare_coding(document, decision.start, decision.end, decision.code)
    by_hand = replace(bare, reason=say("reason.by_hand", lang, decision.coder))
    return replace(
        _with_machine_reason(bare, suggestion, lang) if suggestion else by_hand,
        valence=decision.valence,
        presence=decision.presence,
        status=decision.status,
        coder=decision.coder,
        memo=decision.memo,
        exemplar=decision.exemplar,
    )


def _bare_coding(document: Document, start: int, end: int, path: str) -> Coding:
    """Return a coding with document, speaker and text, but without valence, verdict and reason."""
    code, subcode = split_code(path)
    turn = turn_at(document, start)
    return Coding(
        id=f"{document.name}:{start}-{end}:{path}",
        document=document.name,
        case=document.case,
        informant=turn.informant if turn else None,
        role=turn.role if turn else None,
        source_kind=document.source_kind,
        line=line_at(document.text, start),
        start=start,
        end=end,
        text=document.text[start:end],
        code=code,
        subcode=subcode,
        valence=None,
        presence=Presence.PRESENT,
        confidence=None,
        score=None,
        status=Status.SUGGESTED,
        coder=MACHINE,
        reason="",
    )


def _with_machine_reason(coding: Coding, suggestion: Suggestion, lang: Lang) -> Coding:
    return replace(
        coding,
        confidence=suggestion.confidence,
        score=suggestion.score,
        reason=reason(suggestion.evidence, suggestion.cues, lang, suggestion.learned_from),
        evidence=suggestion.evidence,
    )


def turn_at(document: Document, offset: int) -> Turn | None:
    """Return the turn that contains an offset, or None between turns."""
    index = bisect_right(document.turns, offset, key=lambda turn: turn.start) - 1
    turn = document.turns[index] if index >= 0 else None
    return turn if turn and offset < turn.end else None


def segment_at(document: Document, start: int, end: int) -> int | None:
    """Return the index in ``document.segments`` of the segment that a span overlaps most.

    None if the span overlaps no segment, for example in a question.
    """

    def overlap(position: int) -> int:
        segment = document.segments[position]
        return min(end, segment.end) - max(start, segment.start)

    best = max(range(len(document.segments)), key=overlap, default=None)
    return best if best is not None and overlap(best) > 0 else None


def line_at(text: str, offset: int) -> int:
    """Return the line of an offset, from 1."""
    return bisect_left(_line_ends(text), offset) + 1


@lru_cache(maxsize=2)
def _line_ends(text: str) -> list[int]:
    """Return the offsets of the line ends; kept, since many offsets of one text are asked for."""
    return [match.start() for match in re.finditer("\n", text)]


def select_documents(session: Session, names: Iterable[str], case: str | None) -> list[str]:
    """Return the names of the documents given by name or path, and of those of a case.

    Raises KubecodeError for an unknown document or case, and if neither is given.
    """
    documents = list(document_store.get_documents(session.connection))
    chosen = [pick_document(documents, name.replace("\\", "/").rsplit("/", 1)[-1]).name for name in names]
    if case is not None:
        case = known_case(case, dict.fromkeys(d.case for d in documents))
        chosen += [d.name for d in documents if case_key(d.case) == case_key(case)]
    if not chosen:
        hint = "name documents, or a group with --case"
        raise KubecodeError("no document was named", hint, exit_status=ExitStatus.USAGE)
    return list(dict.fromkeys(chosen))


def pick_document(documents: Iterable[Document], name: str) -> Document:
    """Return the document with this name, given with or without its suffix.

    Raises KubecodeError if no document or more than one has it.
    """
    by_name = {document.name: document for document in documents}
    matching = [n for n in by_name if n == name] or [n for n in by_name if short_document_name(n) == name]
    if len(matching) == 1:
        return by_name[matching[0]]
    what = "more than one document is" if matching else "no document is"
    raise KubecodeError(
        f'{what} called "{name}"', did_you_mean(name, sorted(by_name)), exit_status=ExitStatus.USAGE
    )

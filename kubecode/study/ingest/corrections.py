"""Corrections of how a transcript is read: what a user asks for, and what the study keeps of a document."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from shlex import quote
from unicodedata import normalize

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Document, SourceKind
from kubecode.readers.transcripts import ReadTranscript, interpret_again
from kubecode.transcript import Header
from kubecode.word_files.transcript_words import TranscriptWords

NO_LABEL = ""
"""The label of speech without labels, in :attr:`Corrections.informants`."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a user has said about one document.

    ``interviewers`` are the labels of all who ask, empty if nobody has said so. ``informants`` maps labels of
    those who answer to their names, "" for the name that the transcript gives.
    """

    interviewers: tuple[str, ...] = ()
    informants: Mapping[str, str] = field(default_factory=dict)
    source_kind: SourceKind | None = None

    def over(self, earlier: Corrections) -> Corrections:
        """Return earlier corrections with these taking precedence; the newest is true of each label."""
        asked = tuple(label for label in earlier.interviewers if label not in self.informants)
        named = {label: name for label, name in earlier.informants.items() if label not in self.interviewers}
        named |= {label: name or named.get(label, "") for label, name in self.informants.items()}
        return Corrections(self.interviewers or asked, named, self.source_kind or earlier.source_kind)

    def header(self) -> Header:
        """Return the corrections as facts of a header."""
        labels = [label for label in self.informants if label != NO_LABEL]
        return Header(
            source_kind=self.source_kind,
            speakers={**dict.fromkeys(labels, "informan"), **dict.fromkeys(self.interviewers, "pewawancara")},
            names={label: name for label, name in self.informants.items() if name},
            interviewers=frozenset(self.interviewers),
        )

    def in_words(self) -> str:
        """Return the corrections in words: ``P asks, S is Sari``."""
        asking = [f"{label} asks" for label in self.interviewers]
        named = [
            f"{label or 'who speaks'} is {name}" if name else f"{label} answers"
            for label, name in self.informants.items()
        ]
        kind = [f"the source is {self.source_kind}"] if self.source_kind else []
        return ", ".join([*asking, *named, *kind])

    def to_json(self) -> str:
        """Return the corrections as they are stored."""
        facts = {
            "interviewers": list(self.interviewers),
            "informants": dict(self.informants),
            "source_kind": self.source_kind,
        }
        return json.dumps({name: value for name, value in facts.items() if value}, ensure_ascii=False)


NO_CORRECTIONS = Corrections()


def stored_corrections(stored: str) -> Corrections:
    """Return corrections from what a study stores; the inverse of :meth:`Corrections.to_json`."""
    facts = json.loads(stored)
    kind = facts.get("source_kind")
    return Corrections(
        interviewers=tuple(facts.get("interviewers", ())),
        informants=facts.get("informants", {}),
        source_kind=SourceKind(kind) if kind else None,
    )


@dataclass(frozen=True, slots=True)
class CorrectionRequest:
    """The corrections in the arguments of a command, for all its files.

    ``people`` are labels of those who answer, or the name of an only informant. ``forget`` drops what the
    study has kept of earlier corrections.
    """

    interviewers: tuple[str, ...] = ()
    informants: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    source_kind: SourceKind | None = None
    forget: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels as typed, without the people that may be labels."""
        return (*self.interviewers, *self.informants)


NO_REQUEST = CorrectionRequest()


def parse_request(
    interviewers: Iterable[str], informants: Iterable[str], source_kind: SourceKind | None, *, forget: bool
) -> CorrectionRequest:
    """Return the corrections in the arguments of a command; several labels may be joined by commas.

    Raises KubecodeError for an empty label or name, and for a label that is to ask and to answer.
    """
    asking = [label.strip() for given in interviewers for label in given.split(",")]
    named: dict[str, str] = {}
    people: list[str] = []
    for given in informants:
        parts = given.split(",")
        for part in parts if all("=" in part for part in parts) else [given]:
            label, is_pair, name = (piece.strip() for piece in part.partition("="))
            if is_pair:
                named[label] = name
            else:
                people.append(label)
    if not all([*asking, *named, *named.values(), *people]):
        raise KubecodeError(
            "a label or name is empty",
            "write --interviewer P or --informant S=Sari; --forget drops earlier corrections",
            exit_status=ExitStatus.USAGE,
        )
    for label in asking:
        if label in named or label in people:
            raise KubecodeError(
                f'"{label}" cannot both ask and answer',
                "give it to --interviewer or to --informant",
                exit_status=ExitStatus.USAGE,
            )
    return CorrectionRequest(tuple(dict.fromkeys(asking)), named, tuple(people), source_kind, forget)


def correct(
    transcripts: Iterable[ReadTranscript],
    request: CorrectionRequest,
    kept: Mapping[str, Corrections],
    words: TranscriptWords,
) -> list[tuple[ReadTranscript, Corrections]]:
    """Return transcripts as corrected by the request and by what the study has kept, by document name.

    Raises KubecodeError if a label is in none of them, or if it is not clear whom a name means.
    """
    found = _with_labels(transcripts, request, words)
    _require_one_document_each(request, found)
    everywhere = [label for one in found for label in _labels(one.document)]
    _require_labels(request, everywhere)
    are_labels = tuple(name for name in request.people if _label(name, everywhere))
    names = [name for name in request.people if name not in are_labels]
    if len(names) > 1:
        hint = "give each a label: --informant S=Sari --informant T=Tuti"
        raise _usage(f"--informant names {len(names)} people without their labels", hint, everywhere)
    request = replace(request, people=are_labels)
    result = []
    for transcript in found:
        earlier = Corrections() if request.forget else kept.get(transcript.document.name, NO_CORRECTIONS)
        corrections = _of_document(request, transcript.document).over(earlier)
        corrected = _corrected(transcript, corrections, words)
        if names:
            named = Corrections(informants=_only_informant(names[0], corrected.document))
            corrections = named.over(corrections)
            corrected = _corrected(transcript, corrections, words)
        result.append((corrected, corrections))
    return result


def _corrected(
    transcript: ReadTranscript, corrections: Corrections, words: TranscriptWords
) -> ReadTranscript:
    if corrections == NO_CORRECTIONS:
        return transcript
    # All labels stay known: a label that is declared alone may keep others from being found.
    labels = {*transcript.source.speakers, *_labels(transcript.document)}
    source = replace(transcript.source, speakers=frozenset(labels))
    return interpret_again(replace(transcript, source=source), corrections.header(), words)


def _with_labels(
    transcripts: Iterable[ReadTranscript], request: CorrectionRequest, words: TranscriptWords
) -> list[ReadTranscript]:
    """Return the transcripts, read with those labels of the request that are not found without it."""
    found = list(transcripts)
    labels = {label for one in found for label in _labels(one.document)}
    missing = [label for label in request.labels if not _label(label, labels)]
    for number, one in enumerate(found):
        typed = [label for label in missing if label in one.document.text]
        if typed:
            found[number] = interpret_again(one, Header(speakers=dict.fromkeys(typed, "")), words)
    return found


def _of_document(request: CorrectionRequest, document: Document) -> Corrections:
    """Return the part of a request that concerns a document, with its labels as the document has them."""
    labels = _labels(document)
    asking = [label for given in request.interviewers if (label := _label(given, labels))]
    named = {label: name for given, name in request.informants.items() if (label := _label(given, labels))}
    named |= {label: "" for given in request.people if (label := _label(given, labels))}
    return Corrections(tuple(dict.fromkeys(asking)), named, request.source_kind)


def _require_one_document_each(request: CorrectionRequest, transcripts: Iterable[ReadTranscript]) -> None:
    """Raise KubecodeError if one name would be given to all respondents of a form."""
    if not (request.informants or request.people):
        return
    paths: set[str] = set()
    for one in transcripts:
        if one.path in paths:
            hint = f"name one of its documents: kubecode tag {quote(one.document.name)} --informant NAME"
            raise _usage(f"{one.path} has more than one respondent", hint)
        paths.add(one.path)


def _only_informant(name: str, document: Document) -> dict[str, str]:
    """Return the labels of a document's only informant, with this name."""
    labels = _labels(document)
    people = {turn.informant for turn in document.turns if turn.informant}
    where = f'"{name}" is no label, and {document.name}'
    if document.source_kind is not SourceKind.INTERVIEW:
        raise _usage(f"{where} is no interview", "add --source wawancara if it is one")
    if len(people) > 1:
        raise _usage(f"{where} has {len(people)} informants", f"say --informant LABEL={name}", labels)
    if people:
        answering = [turn.speaker or NO_LABEL for turn in document.turns if turn.informant]
        return dict.fromkeys(answering, name)
    if labels:
        raise _usage(f"{where} does not show who answers", f"say --informant LABEL={name}", labels)
    return {NO_LABEL: name}


def _require_labels(request: CorrectionRequest, labels: Collection[str]) -> None:
    for label in request.labels:
        if not _label(label, labels):
            raise _usage(f'nobody has the label "{label}"', "", labels)


def _usage(message: str, hint: str, labels: Iterable[str] | None = None) -> KubecodeError:
    known = list(dict.fromkeys(labels or ()))
    listed = f"the labels are {', '.join(known)}" if known else "it has no labels"
    parts = [hint] if hint else []
    hint = "; ".join(parts if labels is None else [*parts, listed])
    return KubecodeError(message, hint, exit_status=ExitStatus.USAGE)


def _labels(document: Document) -> list[str]:
    """Return the labels of a document in order."""
    return list(dict.fromkeys(turn.speaker for turn in document.turns if turn.speaker))


def _label(given: str, labels: Iterable[str]) -> str | None:
    """Return the label that a user means, also in other case (``s`` for ``S``) if only one is like it."""
    alike = {label for label in labels if _folded(label) == _folded(given)}
    if given in alike:
        return given
    return alike.pop() if len(alike) == 1 else None


def _folded(label: str) -> str:
    return normalize("NFC", label).casefold()

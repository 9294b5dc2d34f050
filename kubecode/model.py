"""The data types that all packages share: frozen and plain.

Offsets are code points of a document's stored text, half-open ``[start, end)``, everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kubecode.word_files import word_set


class Valence(StrEnum):
    """The effect of the coded aspect on the group, according to the excerpt."""

    SUPPORTS = "supports"
    HINDERS = "hinders"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class Presence(StrEnum):
    """Whether the coded thing is present, according to the excerpt."""

    PRESENT = "present"
    RARE = "rare"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Confidence(StrEnum):
    """The strength of the evidence, in three bands."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class EvidenceKind(StrEnum):
    """How an indicator was found."""

    EXACT = "exact"
    FORM = "form"
    PHRASE = "phrase"
    NEAR = "near"
    LEARNED = "learned"


STRONGEST_FIRST = (
    EvidenceKind.PHRASE,
    EvidenceKind.EXACT,
    EvidenceKind.FORM,
    EvidenceKind.NEAR,
    EvidenceKind.LEARNED,
)
"""The kinds of evidence, the most reliable first."""


class Status(StrEnum):
    """The state of a coding in review."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    TO_DISCUSS = "to_discuss"


Span = tuple[int, int]
"""``[start, end)`` in code points of a document's stored text."""
DocumentSpan = tuple[str, int, int]
"""(document, start, end) of an excerpt or segment, in code points."""
SegmentKey = tuple[str, int]
"""(document, start) of a segment; unique because segments never overlap."""
CodingKey = tuple[str, int, int, str]
"""(document, start, end, code path): unique among the codings of one coder."""

OPEN = frozenset({Status.SUGGESTED, Status.SKIPPED, Status.TO_DISCUSS})
"""The statuses without a final decision: undecided, left for later, or to be discussed."""
NO_CODE = ""
"""The code of a decision that an excerpt has no code. Such a decision is no coding."""


class SourceKind(StrEnum):
    """The kind of source that a document is."""

    INTERVIEW = "interview"
    OBSERVATION = "observation"
    DOCUMENT = "document"


VERSION = "0.1.0"
"""The version of kubecode, stored with every run."""

MACHINE = "kubecode"
"""The coder name of suggestions."""
_SHOWN = 60
"""Characters of an excerpt in the ``repr`` of its coding."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The uninterrupted speech of one speaker; in notes and documents, a paragraph without speaker.

    ``speaker`` is the label as typed, ``informant`` the person (None for the interviewer and for text without
    speaker), ``role`` the informant's role in the group. ``asks`` marks the interviewer. ``is_unknown`` marks
    speech of which nobody knows whether interviewer or informant says it; it is not coded. Line from 1.
    """

    start: int
    end: int
    line: int
    speaker: str | None = None
    informant: str | None = None
    role: str | None = None
    asks: bool = False
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of coding, a part of a turn: ``text == document.text[start:end]``.

    ``line`` is from 1, ``turn`` the index of the turn.
    """

    start: int
    end: int
    line: int
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript, note or document as stored in the study.

    ``case_is_given`` is true if a person named the case (header or option), false if the file name did.
    """

    name: str
    text: str
    case: str
    case_is_given: bool
    source_kind: SourceKind
    turns: tuple[Turn, ...]
    segments: tuple[Segment, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """The file that a document was read from.

    ``path`` is absolute, ``sha256`` that of the file's bytes, ``format`` the reader's name of the format.
    ``left_out`` counts what is not in the stored text, by singular English nouns (``comment``).
    """

    path: str
    sha256: str
    format: str
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that are evidence for a code: the indicator as written in the codebook and how it was found."""

    start: int
    end: int
    surface: str
    indicator: str
    kind: EvidenceKind
    similarity: float


class CueKind(StrEnum):
    """The effect of a word near the evidence on its reading."""

    ASKED = "asked"
    NEGATION = "negation"
    RARITY = "rarity"
    ENDING = "ending"
    HYPOTHESIS = "hypothesis"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    QUESTION = "question"
    REPORT = "report"
    OTHERS = "others"
    ONCE = "once"
    MEANT = "meant"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that change how evidence is read: its presence, valence, speaker or group.

    They are near the evidence, or in the question that it answers.
    """

    start: int
    end: int
    surface: str
    kind: CueKind


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested code for one segment, with its reasons.

    ``code`` is a path (``konflik/terselubung``). ``valence`` is None if nothing determines it. ``score`` is
    in 0..1 and only gives the order; ``confidence`` is the judgement. ``learned_from`` is the number of
    decisions that a learned suggestion is based on, 0 if an indicator was found.
    """

    start: int
    end: int
    line: int
    code: str
    valence: Valence | None
    presence: Presence
    confidence: Confidence
    score: float
    evidence: tuple[Evidence, ...]
    cues: tuple[Cue, ...] = ()
    learned_from: int = 0

    @property
    def kind(self) -> EvidenceKind:
        """The strongest kind among its evidence."""
        return min((piece.kind for piece in self.evidence), key=STRONGEST_FIRST.index)


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict on (document, span, code). It is never changed, only followed by another.

    ``status`` SUGGESTED withdraws the coder's earlier verdict. ``exemplar`` marks an excerpt to quote.
    """

    document: str
    start: int
    end: int
    code: str
    coder: str
    status: Status
    valence: Valence | None = None
    presence: Presence = Presence.PRESENT
    memo: str | None = None
    exemplar: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Coding:
    """A code on an excerpt in its current state, with its coder and reason.

    This is the row of ``tag --json`` and ``excerpts --json``. ``code`` is the top-level code, ``subcode`` the
    path below it.
    """

    id: str
    document: str
    case: str
    informant: str | None
    role: str | None
    source_kind: SourceKind
    line: int
    start: int
    end: int
    text: str
    code: str
    subcode: str | None
    valence: Valence | None
    presence: Presence
    confidence: Confidence | None
    score: float | None
    status: Status
    coder: str
    reason: str
    evidence: tuple[Evidence, ...] = ()
    memo: str | None = None
    exemplar: bool = False

    def __repr__(self) -> str:
        """Return one line: what is coded how, where, and the words as far as there is room."""
        parts = [self.path, self.valence, self.presence, self.status]
        words = " ".join(self.text.split())
        shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
        return f"<Coding {' '.join(filter(None, parts))}, {self.document}:{self.line} “{shown}”>"

    @property
    def path(self) -> str:
        """The whole path of the code."""
        return join_code(self.code, self.subcode)


def split_code(path: str) -> tuple[str, str | None]:
    """Split ``konflik/terselubung`` into the top-level code and the path below it."""
    code, _, subcode = path.partition("/")
    return code, subcode or None


def join_code(code: str, subcode: str | None) -> str:
    """Return the path of a top-level code and the path below it, the inverse of :func:`split_code`."""
    return f"{code}/{subcode}" if subcode else code


def is_within(path: str, code: str) -> bool:
    """Return whether a code path is ``code`` or one of its sub-codes."""
    return f"{path}/".startswith(f"{code}/")


def case_key(case: str) -> str:
    """Return the key of a case, the same for all its spellings: ``KUBE Cempaka`` and ``cempaka``."""
    words = case.casefold().replace("_", " ").split()
    while len(words) > 1 and words[0] in word_set("case_prefixes.txt"):
        words.pop(0)
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class CellNote:
    """A researcher's note on a cell of the matrix.

    ``basis`` are the ids of the excerpts that the summary is based on (None if not stored), ``exemplar`` is
    the id of the excerpt to quote first, ``note`` is text for the researcher alone.
    """

    summary: str | None = None
    basis: tuple[str, ...] | None = None
    valence: Valence | None = None
    exemplar: str | None = None
    note: str | None = None

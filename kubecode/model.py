"""The nouns that every room shares: frozen, plain, without behaviour beyond their own parts.

Offsets are code points of a document's stored text, half-open ``[start, end)``, everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kubecode.word_files import word_set


class Valence(StrEnum):
    """What an excerpt says the aspect does to the group."""

    SUPPORTS = "supports"
    HINDERS = "hinders"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class Presence(StrEnum):
    """Whether the excerpt says that the thing is there."""

    PRESENT = "present"
    RARE = "rare"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Confidence(StrEnum):
    """How much the evidence carries, in three bands."""

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
"""The kinds of evidence in the order of how much they can be trusted."""


class Status(StrEnum):
    """Where a coding stands in review."""

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
"""(document, start) of a segment: unique, since segments never overlap."""
CodingKey = tuple[str, int, int, str]
"""(document, start, end, code path): what tells one coding of a coder from the others."""

OPEN = frozenset({Status.SUGGESTED, Status.SKIPPED, Status.TO_DISCUSS})
"""What nobody has settled yet: undecided, left for later, or to be talked over."""
NO_CODE = ""
"""The code of a decision that says that no code belongs on an excerpt; such a decision is no coding."""


class SourceKind(StrEnum):
    """The kind of source that a document is."""

    INTERVIEW = "interview"
    OBSERVATION = "observation"
    DOCUMENT = "document"


VERSION = "0.1.0"
"""The version of kubecode; every run keeps it."""

MACHINE = "kubecode"
"""The coder's name under which the machine suggests."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go; in notes and documents, a paragraph without speaker.

    ``speaker`` is the label as typed, ``informant`` who is meant by it (None for the interviewer and
    for text without speaker), ``role`` the informant's role in the group.
    """

    start: int
    end: int
    line: int
    speaker: str | None = None
    informant: str | None = None
    role: str | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """The stretch of a turn that is coded as one: ``text == document.text[start:end]``, line from 1."""

    start: int
    end: int
    line: int
    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript, note or document as it is kept in the study.

    ``case_is_given`` says that a person named the case (header or option); otherwise it comes from
    the file's name.
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
class Evidence:
    """Words that spoke for a code: the indicator as written in the codebook and how it was found."""

    start: int
    end: int
    surface: str
    indicator: str
    kind: EvidenceKind
    similarity: float


class CueKind(StrEnum):
    """What a word near the evidence does to it."""

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
    """Words near the evidence that set presence or valence, say whose word or group it is, or are of the
    question that it answers.
    """

    start: int
    end: int
    surface: str
    kind: CueKind


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine says of one segment and one code, with its reasons.

    ``code`` is a path (``konflik/terselubung``). ``valence`` is None when nothing says which way.
    ``score`` lies in 0..1 and only orders; ``confidence`` is the judgement. ``learned_from`` is the number
    of decisions that a learned suggestion rests on, 0 where an indicator of the codebook spoke.
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
    """A person's verdict on (document, span, code); never changed, only followed by another.

    ``status`` SUGGESTED means that the coder took an earlier verdict back; ``exemplar`` that the coder would
    quote the excerpt.
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


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on an excerpt as it stands now, with who put it there and why.

    This is the row that others see (contract: ``tag --json``, ``excerpts --json``). ``code`` is the
    top-level code, ``subcode`` the path below it.
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

    @property
    def path(self) -> str:
        """The whole path of the code."""
        return join_code(self.code, self.subcode)


def split_code(path: str) -> tuple[str, str | None]:
    """Split ``konflik/terselubung`` into the top-level code and the path below it."""
    code, _, subcode = path.partition("/")
    return code, subcode or None


def join_code(code: str, subcode: str | None) -> str:
    """Join what :func:`split_code` split."""
    return f"{code}/{subcode}" if subcode else code


def case_key(case: str) -> str:
    """The key by which two spellings of a case are the same: ``KUBE Cempaka`` and ``cempaka``."""
    words = case.casefold().replace("_", " ").split()
    while len(words) > 1 and words[0] in word_set("case_prefixes.txt"):
        words.pop(0)
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class CellNote:
    """What a researcher says of a cell.

    ``basis`` are the ids of the excerpts that the summary rests on (None where they were not kept),
    ``exemplar`` the id of the excerpt to be quoted first, ``note`` what is meant for the researcher alone.
    """

    summary: str | None = None
    basis: tuple[str, ...] | None = None
    valence: Valence | None = None
    exemplar: str | None = None
    note: str | None = None

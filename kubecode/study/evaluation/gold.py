"""Gold: what people say that the coder should find, read from JSON Lines and checked row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kubecode.codebook import Codebook
from kubecode.errors import FilePosition, KubecodeError, Problem, did_you_mean
from kubecode.model import Document, Status, Valence, split_code
from kubecode.readers.json_lines import read_json_lines
from kubecode.study.codings import pick_document, segment_at
from kubecode.study.ingest.decision_files import READ, STATUS_WORDS
from kubecode.valences import VALENCES

_VALENCES = {
    **{sign: valence for valence, row in VALENCES.items() for sign in row.in_gold},
    **{valence.value: valence for valence in Valence},
}
_STRENGTHS = ("core", "possible")

GoldRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldLabel:
    """One top-level code that a stretch of text should get; one that is not core only may get it."""

    code: str
    valence: Valence | None
    is_core: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of texts that stand alone, and those of documents by the position of the segment.

    A document that a row names is here even when none of its segments has a label: what the coder left
    uncoded in it counts as such. ``out_of_reach`` are labels of what is never coded, a question or a
    heading: they count as missed.
    """

    texts: list[tuple[str, list[GoldLabel]]] = field(default_factory=list)
    documents: dict[str, dict[int, list[GoldLabel]]] = field(default_factory=dict)
    out_of_reach: list[list[GoldLabel]] = field(default_factory=list)


def read_gold(path: Path, codebook: Codebook, documents: Sequence[Document] | None) -> Gold:
    """Return the gold in a file; rows about documents need those of a study.

    A row has ``text`` (or ``quote``), or ``document``, ``start`` and ``end``; its labels are ``codes`` or,
    in a coder's decisions, ``code`` and ``valence``. What a coder rejected or skipped is no gold. Raises
    KubecodeError with every problem of the file; what is unknown in many rows is told at its first.
    """
    reader = _Reader([code.path for code in codebook.codes], documents)
    for line, row in read_json_lines(path):
        reader.take(FilePosition(str(path), line), row)
    if reader.problems:
        raise KubecodeError(f"{path}: not usable as gold", problems=tuple(reader.problems))
    return reader.gold


@dataclass(slots=True)
class _Reader:
    """Reads rows against codebook and study; it gathers gold and problems."""

    codes: Sequence[str]
    documents: Sequence[Document] | None
    gold: Gold = field(default_factory=Gold)
    problems: list[Problem] = field(default_factory=list)

    def take(self, where: FilePosition, row: GoldRow) -> None:
        """Read one row."""
        labels = self._labels(where, row) if self._is_gold(where, row) else []
        text = row.get("text", row.get("quote"))
        if isinstance(text, str) and ("start" not in row or "document" not in row):
            self.gold.texts.append((text, labels))
            return
        document = self._document(where, row)
        if document is None:
            return
        by_segment = self.gold.documents.setdefault(document.name, {})
        if labels:
            position = self._position(where, row, document)
            if position is None:
                self.gold.out_of_reach.append(labels)
            else:
                by_segment.setdefault(position, []).extend(labels)

    def _is_gold(self, where: FilePosition, row: GoldRow) -> bool:
        status = row.get("status")
        if status is None:
            return True
        word = status.casefold() if isinstance(status, str) else ""
        if word not in STATUS_WORDS and word != READ:
            self._complain(where, f"unknown status {status!r}", "write accepted, rejected, skipped or read")
        return STATUS_WORDS.get(word) is Status.ACCEPTED

    def _labels(self, where: FilePosition, row: GoldRow) -> list[GoldLabel]:
        labels = row.get("codes", [row])
        if not isinstance(labels, list) or not all(isinstance(label, dict) for label in labels):
            hint = 'write "codes": [{"code": …, "valence": …}]'
            self._complain(where, "codes must be a list of objects", hint)
            return []
        return [read for read in (self._label(where, label) for label in labels) if read]

    def _label(self, where: FilePosition, label: GoldRow) -> GoldLabel | None:
        code, valence = label.get("code"), label.get("valence")
        strength = label.get("strength") or "core"
        top = split_code(code)[0] if isinstance(code, str) else None
        if top is None:
            self._complain(where, "the code is missing or no text", f"write one of {', '.join(self.codes)}")
        elif top not in self.codes:
            hint = did_you_mean(top, self.codes)
            self._complain(where, f'the codebook has no code "{top}"', hint, once=True)
        # 0 is a sign like the others, in quotes or not; true is none.
        meant = _VALENCES.get(str(valence).casefold()) if type(valence) in {str, int} else None
        if meant is None and valence not in (None, ""):
            self._complain(where, f"valence cannot be {valence!r}", f"write {', '.join(_VALENCES)} or null")
        if strength not in _STRENGTHS:
            self._complain(where, f"strength cannot be {strength!r}", "write core or possible")
        return GoldLabel(top, meant, strength == "core") if top else None

    def _document(self, where: FilePosition, row: GoldRow) -> Document | None:
        name = row.get("document")
        if not isinstance(name, str):
            hint = 'write "text", or "document" with start and end'
            self._complain(where, "this row has neither a text nor a document", hint)
        elif self.documents is None:
            hint = "tag the documents first, or name the study with --study"
            self._complain(where, "this row is about a document of a study", hint, once=True)
        else:
            try:
                return pick_document(self.documents, name)
            except KubecodeError as error:
                self._complain(where, error.message, error.hint, once=True)
        return None

    def _position(self, where: FilePosition, row: GoldRow, document: Document) -> int | None:
        """Return the position of the segment that the row overlaps most, None where nothing is coded."""
        start, end, length = row.get("start"), row.get("end"), len(document.text)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            hint = f"write whole numbers, 0 <= start < end <= {length}"
            self._complain(where, f"start and end cannot be {start!r} and {end!r}", hint)
            return None
        return segment_at(document, start, end)

    def _complain(self, where: FilePosition, message: str, hint: str, *, once: bool = False) -> None:
        if not once or all(problem.message != message for problem in self.problems):
            self.problems.append(Problem(where, message, hint))

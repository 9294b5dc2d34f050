"""Gold labels: the codes that people expect, read from JSON Lines and checked row by row."""

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
    """A top-level code that a text should get, or may get if the label is not core."""

    code: str
    valence: Valence | None
    is_core: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The labels of single texts, and those of documents by the index of the segment.

    ``documents`` includes documents whose segments have no label, because their uncoded segments count too.
    ``uncodable`` are the labels of text that is never coded, such as a question or a heading; they count as
    missed.
    """

    texts: list[tuple[str, list[GoldLabel]]] = field(default_factory=list)
    documents: dict[str, dict[int, list[GoldLabel]]] = field(default_factory=dict)
    uncodable: list[list[GoldLabel]] = field(default_factory=list)


def read_gold(path: Path, codebook: Codebook, documents: Sequence[Document] | None) -> Gold:
    """Return the gold labels in a file. Rows about documents need the ``documents`` of a study.

    A row has ``text`` (or ``quote``), or ``document``, ``start`` and ``end``. Its labels are ``codes`` or,
    in a file of decisions, ``code`` and ``valence``. Rejected and skipped codings give no label. Raises
    KubecodeError with every problem of the file; an unknown name in many rows is reported once.
    """
    reader = _GoldReader([code.path for code in codebook.codes], documents)
    for line, row in read_json_lines(path):
        reader.take(FilePosition(str(path), line), row)
    if reader.problems:
        raise KubecodeError(f"{path}: not usable as gold", problems=tuple(reader.problems))
    return reader.gold


@dataclass(slots=True)
class _GoldReader:
    """Reads rows, checks them against codebook and study, and collects labels and problems."""

    codes: Sequence[str]
    documents: Sequence[Document] | None
    gold: Gold = field(default_factory=Gold)
    problems: list[Problem] = field(default_factory=list)

    def take(self, position: FilePosition, row: GoldRow) -> None:
        """Read one row."""
        labels = self._labels(position, row) if self._is_gold(position, row) else []
        text = row.get("text", row.get("quote"))
        if isinstance(text, str) and ("start" not in row or "document" not in row):
            self.gold.texts.append((text, labels))
            return
        document = self._document(position, row)
        if document is None:
            return
        by_segment = self.gold.documents.setdefault(document.name, {})
        if labels:
            index = self._segment_index(position, row, document)
            if index is None:
                self.gold.uncodable.append(labels)
            else:
                by_segment.setdefault(index, []).extend(labels)

    def _is_gold(self, position: FilePosition, row: GoldRow) -> bool:
        status = row.get("status")
        if status is None:
            return True
        word = status.casefold() if isinstance(status, str) else ""
        if word not in STATUS_WORDS and word != READ:
            self._report(position, f"unknown status {status!r}", "write accepted, rejected, skipped or read")
        return STATUS_WORDS.get(word) is Status.ACCEPTED

    def _labels(self, position: FilePosition, row: GoldRow) -> list[GoldLabel]:
        labels = row.get("codes", [row])
        if not isinstance(labels, list) or not all(isinstance(label, dict) for label in labels):
            hint = 'write "codes": [{"code": …, "valence": …}]'
            self._report(position, "codes must be a list of objects", hint)
            return []
        return [read for read in (self._label(position, label) for label in labels) if read is not None]

    def _label(self, position: FilePosition, label: GoldRow) -> GoldLabel | None:
        code, valence = label.get("code"), label.get("valence")
        strength = label.get("strength") or "core"
        top = split_code(code)[0] if isinstance(code, str) else None
        if top is None:
            self._report(position, "the code is missing or no text", f"write one of {', '.join(self.codes)}")
        elif top not in self.codes:
            hint = did_you_mean(top, self.codes)
            self._report(position, f'the codebook has no code "{top}"', hint, once=True)
        # The sign 0 may be a JSON number. The type check excludes true, which is an int in Python.
        known = _VALENCES.get(str(valence).casefold()) if type(valence) in {str, int} else None
        if known is None and valence not in (None, ""):
            self._report(position, f"valence cannot be {valence!r}", f"write {', '.join(_VALENCES)} or null")
        if strength not in _STRENGTHS:
            self._report(position, f"strength cannot be {strength!r}", "write core or possible")
        return GoldLabel(top, known, strength == "core") if top else None

    def _document(self, position: FilePosition, row: GoldRow) -> Document | None:
        name = row.get("document")
        if not isinstance(name, str):
            hint = 'write "text", or "document" with start and end'
            self._report(position, "this row has neither a text nor a document", hint)
        elif self.documents is None:
            hint = "tag the documents first, or name the study with --study"
            self._report(position, "this row is about a document of a study", hint, once=True)
        else:
            try:
                return pick_document(self.documents, name)
            except KubecodeError as error:
                self._report(position, error.message, error.hint, once=True)
        return None

    def _segment_index(self, position: FilePosition, row: GoldRow, document: Document) -> int | None:
        """Return the index of the segment that the row overlaps most, or None."""
        start, end, length = row.get("start"), row.get("end"), len(document.text)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
            hint = f"write whole numbers, 0 <= start < end <= {length}"
            self._report(position, f"start and end cannot be {start!r} and {end!r}", hint)
            return None
        return segment_at(document, start, end)

    def _report(self, position: FilePosition, message: str, hint: str, *, once: bool = False) -> None:
        if not once or all(problem.message != message for problem in self.problems):
            self.problems.append(Problem(position, message, hint))

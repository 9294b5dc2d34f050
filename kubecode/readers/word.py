"""Transcripts in Word files (.docx): the text as it stands when all changes are accepted.

The XML is walked (ECMA-376, part 1, sections 17.3, 17.4, 17.9 and 17.13): insertions, content controls and
text boxes are text; deletions, comments, notes, running heads and pictures are left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.packages import open_package, read_part
from kubecode.readers.paragraphs import TextParagraph, with_bold_names
from kubecode.transcript.tables import table_text
from kubecode.word_files.transcript_words import TranscriptWords

_LEFT_OUT = {
    "del": "deletion",
    "moveFrom": "moved text",
    "commentReference": "comment",
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "drawing": "picture",
    "pict": "picture",
    "object": "object",
}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOT_TEXT = frozenset(
    {"instrText", "delText", "delInstrText", "pPr", "rPr", "sectPr", "tblPr", "tcPr", "trPr", "sdtPr"}
)


@dataclass(slots=True)
class _Body:
    """Walks the XML of a document, and counts what it leaves out."""

    words: TranscriptWords
    numbering: _Numbering
    left_out: Counter[str] = field(default_factory=Counter)
    speakers: set[str] = field(default_factory=set)

    def paragraphs(self, parent: Element) -> Iterator[TextParagraph]:
        """Yield the paragraphs below an element, with the rows of tables as lines of speech."""
        for child in parent:
            if child.tag == "p":
                yield from self._paragraph(child)
            elif child.tag == "tbl":
                yield from self._table(child)
            elif child.tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[child.tag]] += 1
            elif child.tag not in _NOT_TEXT:
                yield from self.paragraphs(child)

    def _paragraph(self, element: Element) -> Iterator[TextParagraph]:
        pieces: list[tuple[str, bool]] = []
        boxes: list[TextParagraph] = []
        self._runs(element, pieces, boxes, is_bold=False)
        text = self.numbering.label(element) + "".join(text for text, _ in pieces)
        bold = 0
        for piece, is_bold in pieces:
            if piece.strip() and not is_bold:
                break
            bold += len(piece)
        yield TextParagraph(text, bold if bold < len(text) else 0)
        yield from boxes

    def _runs(
        self, parent: Element, pieces: list[tuple[str, bool]], boxes: list[TextParagraph], *, is_bold: bool
    ) -> None:
        for child in parent:
            tag = child.tag
            if tag == "r":
                properties = child.find("rPr")
                if properties is not None and _is_on(properties.find("vanish")):
                    self.left_out["hidden text"] += 1
                    continue
                bold = properties is not None and _is_on(properties.find("b"))
                self._runs(child, pieces, boxes, is_bold=bold)
            elif tag == "t":
                pieces.append((child.text or "", is_bold))
            elif tag in _CHARACTERS:
                pieces.append((_CHARACTERS[tag], is_bold))
            elif tag == "txbxContent":
                self.left_out["text box"] += 1
                boxes.extend(self.paragraphs(child))
            elif tag == "Fallback":
                continue  # the same text box again, for old programs
            elif tag in {"drawing", "pict", "object"}:
                if child.find(".//txbxContent") is None:
                    self.left_out[_LEFT_OUT[tag]] += 1
                else:
                    self._runs(child, pieces, boxes, is_bold=is_bold)
            elif tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[tag]] += 1
            elif tag not in _NOT_TEXT:
                self._runs(child, pieces, boxes, is_bold=is_bold)

    def _table(self, element: Element) -> Iterator[TextParagraph]:
        rows: list[list[list[str]]] = []
        for row in _children(element, "tr"):
            properties = row.find("trPr")
            if properties is not None and properties.find("del") is not None:
                self.left_out["deletion"] += 1
                continue
            cells: list[list[str]] = []
            for cell in _children(row, "tc"):
                cells.append([paragraph.text for paragraph in self.paragraphs(cell)])
                cells += [[]] * (_span(cell) - 1)
            rows.append(cells)
        made = table_text(rows, self.words)
        self.speakers |= made.speakers
        self.left_out.update(made.left_out)
        for line in made.lines:
            yield TextParagraph(line)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Yield children with a tag, also those inside content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
            yield from _children(child, tag)


def _span(cell: Element) -> int:
    span = cell.find("tcPr/gridSpan")
    value = span.get("val", "1") if span is not None else "1"
    return min(int(value), 60) if value.isdecimal() and int(value) else 1


def _is_on(toggle: Element | None) -> bool:
    return toggle is not None and toggle.get("val", "true") not in {"0", "false", "off"}


class _Numbering:
    """Counts the automatic numbers of paragraphs, which number questions."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._formats: dict[tuple[str, str], tuple[str, int]] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._of_style: dict[str, tuple[str, str]] = {}
        if numbering is not None:
            self._read_levels(numbering)
        for style in styles if styles is not None else ():
            found = _number_of(style.find("pPr"))
            if found and style.get("styleId"):
                self._of_style[style.get("styleId", "")] = found

    def _read_levels(self, numbering: Element) -> None:
        levels: dict[str, dict[str, tuple[str, int]]] = {}
        for abstract in numbering.findall("abstractNum"):
            levels[abstract.get("abstractNumId", "")] = {
                level.get("ilvl", "0"): (
                    _value(level, "numFmt", "decimal"),
                    _integer(_value(level, "start", "1")),
                )
                for level in abstract.findall("lvl")
            }
        for number in numbering.findall("num"):
            for level, form in levels.get(_value(number, "abstractNumId", ""), {}).items():
                self._formats[number.get("numId", ""), level] = form

    def label(self, paragraph: Element) -> str:
        """Return the number or bullet before a paragraph, with a blank, or ""."""
        properties = paragraph.find("pPr")
        key = _number_of(properties)
        if key is None and properties is not None:
            key = self._of_style.get(_value(properties, "pStyle", ""))
        if key is None or key not in self._formats:
            return ""
        form, first = self._formats[key]
        if form in {"bullet", "none"}:
            return "- " if form == "bullet" else ""
        number = first + self._counts[key]
        self._counts[key] += 1
        for other in [other for other in self._counts if other[0] == key[0] and other[1] > key[1]]:
            del self._counts[other]
        is_letter = form in {"lowerLetter", "upperLetter"} and 1 <= number <= 26
        shown = chr(ord("a") + number - 1) if is_letter else str(number)
        return f"{shown.upper() if form == 'upperLetter' else shown}. "


def _number_of(properties: Element | None) -> tuple[str, str] | None:
    number = properties.find("numPr") if properties is not None else None
    if number is None or number.find("numId") is None:
        return None
    return _value(number, "numId", ""), _value(number, "ilvl", "0")


def _value(parent: Element, tag: str, default: str) -> str:
    child = parent.find(tag)
    return child.get("val", default) if child is not None else default


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of a Word file, with what was left out of it."""
    with open_package(path, raw) as package:
        document = read_part(path, package, "word/document.xml")
        root = document.find("body") if document is not None else None
        if root is None:
            hint = "open it in your word processor and save it again as .docx"
            raise KubecodeError(f"{path}: the file has no text of a Word document", hint)
        numbering = _Numbering(
            read_part(path, package, "word/numbering.xml"), read_part(path, package, "word/styles.xml")
        )
        body = _Body(words, numbering)
        paragraphs = list(body.paragraphs(root))
        heads = _heads(package)
    if heads:
        body.left_out["running head"] += heads
    lines, named = with_bold_names(paragraphs)
    left_out = dict(sorted(body.left_out.items()))
    text = "\n".join(lines) + "\n"
    return [TranscriptText(text, "Word", left_out, speakers=frozenset(body.speakers | named))]


def _heads(package: ZipFile) -> int:
    names = (name.removeprefix("word/") for name in package.namelist())
    return sum(name.startswith(("header", "footer")) and name.endswith(".xml") for name in names)

"""Transcripts in OpenDocument files (.odt): the text as it stands when all changes are accepted.

The XML is walked (OpenDocument 1.3, part 3, chapters 5, 6 and 9): insertions and text boxes are text;
deletions, comments, notes, running heads and pictures are left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.packages import open_package, read_part
from kubecode.readers.paragraphs import TextParagraph, with_bold_names
from kubecode.transcript.tables import table_text
from kubecode.word_files.transcript_words import TranscriptWords

_LEFT_OUT = {"note": "footnote", "annotation": "comment", "image": "picture", "object": "object"}
_PARAGRAPHS = frozenset({"p", "h"})
_NO_TEXT = frozenset({"annotation-end", "sequence-decls", "variable-decls", "forms"})
_MOST_REPEATED = 60


@dataclass(slots=True)
class _OdtBody:
    """Walks the XML of a document, and counts what it leaves out."""

    words: TranscriptWords
    bold_styles: frozenset[str]
    numbered_lists: dict[str, str]
    left_out: Counter[str] = field(default_factory=Counter)
    speakers: set[str] = field(default_factory=set)

    def paragraphs(self, parent: Element, label: str = "") -> Iterator[TextParagraph]:
        """Yield the paragraphs below an element; ``label`` is the number or bullet before the first."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, label)
                label = ""
            elif child.tag == "list":
                yield from self._list(child, "")
            elif child.tag == "table":
                yield from self._table(child)
            elif child.tag == "tracked-changes":
                self.left_out["deletion"] += len(child.findall(".//deletion"))
            elif child.tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[child.tag]] += 1
            elif child.tag not in _NO_TEXT:
                yield from self.paragraphs(child)

    def _list(self, element: Element, style: str) -> Iterator[TextParagraph]:
        kind = self.numbered_lists.get(element.get("style-name", style), "bullet")
        number = 0
        for item in element:
            if item.tag not in {"list-item", "list-header"}:
                continue
            start = item.get("start-value", "")
            number = int(start) if start.isdecimal() and len(start) < 6 else number + 1
            label = "- " if kind == "bullet" else f"{_letter(number) if kind == 'a' else number}. "
            yield from self.paragraphs(item, label if item.tag == "list-item" else "")

    def _paragraph(self, element: Element, label: str) -> Iterator[TextParagraph]:
        pieces: list[tuple[str, bool]] = []
        boxes: list[TextParagraph] = []
        self._pieces(element, pieces, boxes, is_bold=False)
        text = label + "".join(text for text, _ in pieces)
        bold = 0
        for piece, is_bold in pieces:
            if piece.strip() and not is_bold:
                break
            bold += len(piece)
        yield TextParagraph(text, bold if bold < len(text) else 0)
        yield from boxes

    def _pieces(
        self, element: Element, pieces: list[tuple[str, bool]], boxes: list[TextParagraph], *, is_bold: bool
    ) -> None:
        pieces.append((_collapsed(element.text), is_bold))
        for child in element:
            tag = child.tag
            if tag == "s":
                count = child.get("c", "1")
                pieces.append((" " * min(int(count) if count.isdecimal() else 1, 1_000), is_bold))
            elif tag == "tab":
                pieces.append(("\t", is_bold))
            elif tag == "line-break":
                pieces.append(("\n", is_bold))
            elif tag == "text-box":
                self.left_out["text box"] += 1
                boxes.extend(self.paragraphs(child))
            elif tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[tag]] += 1
            elif tag == "hidden-text":
                self.left_out["hidden text"] += 1
            elif tag not in _NO_TEXT:
                bold = is_bold or child.get("style-name", "") in self.bold_styles
                self._pieces(child, pieces, boxes, is_bold=bold)
            pieces.append((_collapsed(child.tail), is_bold))

    def _table(self, element: Element) -> Iterator[TextParagraph]:
        rows: list[list[list[str]]] = []
        for row in element.iter("table-row"):
            cells: list[list[str]] = []
            for cell in row:
                if cell.tag in {"table-cell", "covered-table-cell"}:
                    repeated = cell.get("number-columns-repeated", "1")
                    text = [paragraph.text for paragraph in self.paragraphs(cell)]
                    cells += [text] * min(int(repeated) if repeated.isdecimal() else 1, _MOST_REPEATED)
            rows.append(cells)
        made = table_text(rows, self.words)
        self.speakers |= made.speakers
        self.left_out.update(made.left_out)
        for line in made.lines:
            yield TextParagraph(line)


def _collapsed(text: str | None) -> str:
    """Return text with runs of white space as one space, as OpenDocument 1.3, part 3, section 6.1.2 says."""
    if not text:
        return ""
    inner = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() and inner else ""
    return f"{before}{inner}{after}"


def _letter(number: int) -> str:
    return chr(ord("a") + number - 1) if 1 <= number <= 26 else str(number)


def _bold_styles(*roots: Element | None) -> frozenset[str]:
    """Return the names of the styles whose type is bold."""
    return frozenset(
        style.get("name", "")
        for root in roots
        if root is not None
        for style in root.iter("style")
        if any(text.get("font-weight") == "bold" for text in style.findall("text-properties"))
    )


def _numbered_lists(*roots: Element | None) -> dict[str, str]:
    """Return the names of the list styles whose first level has numbers ("1") or letters ("a")."""
    styles: dict[str, str] = {}
    for root in roots:
        for style in root.iter("list-style") if root is not None else ():
            level = style.find("list-level-style-number")
            if level is not None and level.get("level", "1") == "1" and level.get("num-format"):
                styles[style.get("name", "")] = "a" if level.get("num-format") in {"a", "A"} else "1"
    return styles


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of an OpenDocument file, with what was left out of it."""
    with open_package(path, raw) as package:
        content = read_part(path, package, "content.xml")
        styles = read_part(path, package, "styles.xml")
    text_root = content.find("body/text") if content is not None else None
    if text_root is None:
        hint = "if it has a password, save it without; else save it again as .odt"
        raise KubecodeError(f"{path}: the file has no text of an OpenDocument", hint)
    body = _OdtBody(words, _bold_styles(content, styles), _numbered_lists(content, styles))
    lines, named = with_bold_names(list(body.paragraphs(text_root)))
    if styles is not None:
        heads = [head for tag in ("header", "footer") for head in styles.iter(tag)]
        body.left_out["running head"] += sum(1 for head in heads if "".join(head.itertext()).strip())
    left_out = {noun: count for noun, count in sorted(body.left_out.items()) if count}
    text = "\n".join(lines) + "\n"
    return [TranscriptText(text, "OpenDocument", left_out, speakers=frozenset(body.speakers | named))]

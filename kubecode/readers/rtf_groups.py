"""RTF without what is not said in the transcript: deleted text, comments, notes, pictures, hidden text.

What stands between paragraphs and cells is replaced by marks, characters for private use, so that a converter
to plain text keeps the structure.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from striprtf.striprtf import destinations

PARAGRAPH, CELL_PARAGRAPH, CELL, ROW, BOLD, NOT_BOLD, NUMBER = "\ue001\ue002\ue003\ue004\ue005\ue006\ue007"

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n\0]+|(?P<text>[^\\{}\r\n\0]{1,50000})"
)
_NO_CONTROL = re.compile(r"[^\\{}]*")
_DEEPEST = 1000
# A transcript of many hours has less, without its pictures.
_MOST_TOKENS = 600_000
_LONGEST = 4_000_000
# Groups that are left out, and the noun under which they are counted; None if they are no text at all.
_LEFT_OUT: dict[str, str | None] = {
    "annotation": "comment",
    "footnote": "footnote",
    **dict.fromkeys("header headerl headerr headerf footer footerl footerr footerf".split(), "running head"),
    "pict": "picture",
    "shppict": "picture",
    "object": "picture",
    "fonttbl": None,
    "nonshppict": None,
    "shprslt": None,
    "nonesttables": None,
    "ud": None,
}
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column"})
_BOXES = frozenset({"shptxt", "dptxbxtext"})  # inside groups that are no text
_CODE_PAGES = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
# What the converter needs. Other words change the looks only, or would make it drop a group that is kept.
_KEPT_WORDS = (destinations | {"uc", "f", "deff"}) - {"pntext", "upr", "shp", "shpgrp"}


class RtfTooDeepError(Exception):
    """Groups in groups, deeper than any program writes."""


class RtfTooLargeError(Exception):
    """More text than any transcript has."""


@dataclass(slots=True)
class _RtfGroup:
    """What holds for the text in a group: it ends where the group ends."""

    skips: bool = False
    deleted: bool = False
    hidden: bool = False
    bold: bool = False
    in_table: bool = False
    is_number: bool = False
    is_box: bool = False


@dataclass(slots=True)
class StrippedRtf:
    """RTF with marks, the encoding of its bytes, and what was left out. ``is_cut`` if its end is missing."""

    rtf: str = ""
    encoding: str = "cp1252"
    left_out: Counter[str] = field(default_factory=Counter)
    is_cut: bool = False


def strip_groups(rtf: str) -> StrippedRtf:
    """Return the RTF of what is said in a document.

    Raises RtfTooDeepError or RtfTooLargeError.
    """
    stripper = _Stripper(rtf)
    stripper.run()
    return stripper.result


class _Stripper:
    """The state while RTF is read: open groups, and what was written so far."""

    def __init__(self, rtf: str) -> None:
        self.rtf = rtf
        self.result = StrippedRtf()
        self.out: list[str] = []
        self.around_boxes: list[list[str]] = []  # what was written outside each box that is open
        self.boxes: list[str] = []  # what comes after the paragraph
        self.group = _RtfGroup()
        self.open: list[_RtfGroup] = []
        self.is_first = False  # whether the next word is the first of its group and may be a destination
        self.is_starred = False
        self.wrote_bold: bool | None = False
        self.was_left_out: str | None = None
        self.position = 0
        self.fonts = self._font_table()

    def run(self) -> None:
        """Read all tokens."""
        for _ in range(_MOST_TOKENS):
            if self.group.skips and not self.is_first:
                self.position = self._end_of_text()
            match = _TOKEN.search(self.rtf, self.position)
            if match is None:
                break
            self.position = match.end()
            if brace := match["brace"]:
                self._brace(brace)
                if brace == "}" and not self.open:
                    break
            elif word := match["word"]:
                self._word(word, match["number"], match[0])
            elif match["symbol"] == "*" and self.is_first:
                self.is_starred = True
            elif match["symbol"] in ("\n", "\r"):
                self._structure(PARAGRAPH)
            elif match["hex"] or match["symbol"] or match["text"]:
                self.is_first = False
                self._text(_as_hex(match[0]) if match["text"] else match[0])
        else:
            raise RtfTooLargeError
        self.result.is_cut = bool(self.open)
        while self.around_boxes:
            self._end_box()
        self._write_boxes()
        if sum(map(len, self.out)) > _LONGEST:
            raise RtfTooLargeError
        self.result.rtf = f"{{\\rtf1{self.fonts}{''.join(self.out)}}}"

    def _end_of_text(self) -> int:
        """Return the offset of the next control or brace: what is left out, like a picture, is long."""
        match = _NO_CONTROL.match(self.rtf, self.position)
        return match.end() if match else self.position

    def _brace(self, brace: str) -> None:
        if brace == "{":
            if len(self.open) > _DEEPEST:
                raise RtfTooDeepError
            self.open.append(self.group)
            self.group = replace(self.group, is_box=False)
            self.is_first, self.is_starred = True, False
        elif self.open:
            closed, self.group = self.group, self.open.pop()
            if closed.is_number and not self.group.is_number:
                self._mark(NUMBER)
            if closed.is_box:
                self._end_box()
            self.is_first = False
        if not self.group.skips:
            self.out.append(brace)

    def _word(self, word: str, number: str | None, written: str) -> None:
        is_first, self.is_first = self.is_first, False
        group = self.group
        # The blank ends the word, for the word after it may be left out.
        written = written if written.endswith(" ") else f"{written} "
        if word == "bin":
            self.position += max(0, int(number or 0))
            return
        if is_first and word in _BOXES:
            self._begin_box()
            return
        if (is_first and self._begins_left_out(word)) or group.skips:
            return
        is_on = number != "0"
        if word in ("deleted", "mvf"):
            group.deleted = is_on
        elif word == "v":
            group.hidden = is_on
        elif word == "b":
            group.bold = is_on
        elif word == "plain":
            group.deleted = group.hidden = group.bold = False
        elif word in _CODE_PAGES:
            self.result.encoding, self.fonts = _CODE_PAGES[word], ""
        elif word == "ansicpg":
            self.result.encoding = _encoding(int(number or 1252))
        else:
            self._word_of_structure(word, written, is_on)

    def _word_of_structure(self, word: str, written: str, is_on: bool) -> None:
        group = self.group
        if word in ("intbl", "pard", "itap"):
            group.in_table = word == "intbl" or (word == "itap" and is_on)
            self.out.append(written if word == "pard" else "")
        elif word in ("listtext", "pntext"):
            group.is_number = True
            self._mark(NUMBER)
        elif word in _PARAGRAPH_ENDS:
            self._structure(CELL_PARAGRAPH if group.in_table and word == "par" else PARAGRAPH)
        elif word in ("cell", "nestcell", "row", "nestrow"):
            self._structure({"cell": CELL, "row": ROW}.get(word, CELL_PARAGRAPH))
        elif word == "u" or word in _CHARACTERS:
            self._text(written)
        elif word in _KEPT_WORDS or (self.out and self.out[-1].startswith("\\u")):
            # Any word ends what is written instead of a character.
            self.out.append(written)

    def _begins_left_out(self, word: str) -> bool:
        """Mark the group as left out if its first word says so, and count it."""
        if not (self.is_starred or word in _LEFT_OUT):
            return False
        noun = _LEFT_OUT.get(word)
        if noun and not self.group.skips:
            self.result.left_out[noun] += 1
        self.group.skips = True
        return True

    def _begin_box(self) -> None:
        """Begin a text box, whose words come after the paragraph that it belongs to."""
        self.group = _RtfGroup(is_box=True)
        self.around_boxes.append(self.out)
        self.out, self.wrote_bold = [], None

    def _end_box(self) -> None:
        self.boxes.append(f"{{{''.join(self.out)}}}")
        self.out, self.wrote_bold = self.around_boxes.pop(), None

    def _write_boxes(self) -> None:
        for box in self.boxes:
            self.out.append(box)
            self._mark(PARAGRAPH)
            self.wrote_bold = None
        self.boxes = []

    def _structure(self, mark: str) -> None:
        group = self.group
        if group.deleted and not group.skips:
            self._count("deletion")
            return
        self.was_left_out = None
        if not group.skips:
            self._mark(mark)
            if mark == PARAGRAPH and not self.around_boxes:
                self._write_boxes()

    def _text(self, written: str) -> None:
        group = self.group
        if group.skips:
            return
        if group.deleted or group.hidden:
            self._count("deletion" if group.deleted else "hidden text")
            return
        if written.strip():
            self.was_left_out = None
        if group.bold != self.wrote_bold and not group.is_number:
            self.wrote_bold = group.bold
            self._mark(BOLD if group.bold else NOT_BOLD)
        self.out.append(written)

    def _count(self, noun: str) -> None:
        """Count text that is left out, once for all that stands together."""
        if self.was_left_out != noun:
            self.result.left_out[noun] += 1
        self.was_left_out = noun

    def _mark(self, mark: str) -> None:
        self.out.append(f"{{{mark}}}")

    def _font_table(self) -> str:
        """Return a font table with nothing but the character sets."""
        start = self.rtf.find("{\\fonttbl")
        table = self.rtf[start : start + 50_000] if start >= 0 else ""
        table = table.split("}}", 1)[0]
        sets = re.findall(
            r"\\f(\d{1,5})(?:\\(?!f\d)[a-z]{1,20}-?\d{0,5} ?|\{[^{}]*\}){0,8}?\\fcharset(\d{1,3})", table
        )
        fonts = "".join(f"{{\\f{font}\\fcharset{charset} x;}}" for font, charset in sets)
        return f"{{\\fonttbl{fonts}}}" if fonts else ""


_CHARACTERS = frozenset(
    "line tab emdash endash emspace enspace qmspace bullet lquote rquote ldblquote rdblquote".split()
)


def _encoding(code_page: int) -> str:
    if code_page == 10000:
        return "mac-roman"
    try:
        codecs.lookup(f"cp{code_page}")
    except LookupError:
        return "utf-8" if code_page == 65001 else "cp1252"
    return f"cp{code_page}"


def _as_hex(text: str) -> str:
    """Return text in which bytes beyond ASCII are written as RTF wants them."""
    return text if text.isascii() else "".join(c if c.isascii() else f"\\'{ord(c):02x}" for c in text)

"""Words with their offsets, and the plain form of a word as it was typed.

Word processors, pdf files and chats put other characters into words: combining accents, soft hyphens,
zero-width spaces, ligatures, other hyphens and apostrophes, escapes and emphasis of Markdown, a hyphen and
a line end. A word keeps them, so that offsets give the text as it is; its plain form has none of them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ACCENTS = "\u0300-\u036f"
_INVISIBLE = "\u00ad\u034f\u200b-\u200f\u2060\ufeff"
_HYPHENS = "\u2010\u2011\u2012"
_EN_DASH = "\u2013"
_APOSTROPHES = "’‘`´ʼʻ"

_LETTERS = rf"[^\W\d_]+(?:(?:[{_ACCENTS}]|[{_INVISIBLE}]+(?=[^\W\d_]))[^\W\d_]*)*"
# Hyphens and apostrophes between letters, also escaped; a hyphen before a line end; emphasis inside a word.
_JOINT = rf"(?:\\?[-{_HYPHENS}'{_APOSTROPHES}]|[-{_HYPHENS}][^\S\n]{{0,20}}\n\s{{0,20}}|\*{{1,3}})"
# A word may also have the reduplication mark 2 or ² with the letters after it: kumpul2, barang2nya. Other
# digits belong to no word. A dash joins only the halves of a doubled word (rame–rame).
_WORD = re.compile(
    rf"(?=(?P<beginning>[^\W\d_]{{2}})?){_LETTERS}"
    rf"(?:{_JOINT}{_LETTERS}|{_EN_DASH}(?=(?P=beginning)){_LETTERS}|[2²](?!\d)(?:{_LETTERS})?)*"
)
_PLAIN_WORDS = re.compile(r"([A-Za-z]+(?:[-'][A-Za-z]+|2(?!\d)[A-Za-z]*)*)")
"""The words of a text in which nothing but letters, digits and blanks matters; much faster."""
_TYPED = re.compile(r"[\\*`\n]|[^\x00-\x7f]")
_NOTHING = re.compile(rf"[{_INVISIBLE}\\*]")
_LINE_END = re.compile(rf"[-{_HYPHENS}][^\S\n]*\n\s*")
_AS_TYPED = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(f"{_HYPHENS}{_EN_DASH}", "-"),
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},  # ﬁ, ﬂ
    }
)
_DOUBLED = re.compile(r"(?P<word>[^\W\d_]+)[2²](?P<rest>[^\W\d_]*)")
_SHORTEST_HALF = 3
LONGEST_WORD = 80
"""The most letters of a form that is analysed; a longer one is no word, and would take long."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: ``plain_form(text[start:end]) == form``; offsets in code points, half-open."""

    start: int
    end: int
    form: str


def split_words(text: str) -> list[str]:
    """Return the text in pieces that alternate between other characters and words, beginning with the former.

    The words have odd indexes. The pieces joined are the text.
    """
    if not _TYPED.search(text):
        return _PLAIN_WORDS.split(text)
    pieces = []
    end = 0
    for match in _WORD.finditer(text):
        pieces += [text[end : match.start()], match.group()]
        end = match.end()
    return [*pieces, text[end:]]


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of ``text[start:end]`` in order, with offsets in ``text``."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), plain_form(m.group())) for m in _WORD.finditer(text, start, stop)]


def plain_form(word: str) -> str:
    """Return a word in lower case as it is meant, without what a program put into it.

    A hyphen before a line end is left out, unless it joins the halves of a doubled word.
    """
    if not _TYPED.search(word):
        return word.lower()
    plain = _joined_lines(_NOTHING.sub("", word)) if "\n" in word else _NOTHING.sub("", word)
    return unicodedata.normalize("NFC", plain.translate(_AS_TYPED)).lower()


def _joined_lines(word: str) -> str:
    first, *others = _LINE_END.split(word)
    for other in others:
        half = first.rpartition("-")[2]
        is_doubled = len(half) >= _SHORTEST_HALF and half[0].lower() == other[0].lower()
        first = f"{first}-{other}" if is_doubled else first + other
    return first


def doubled_form(plain: str) -> str:
    """Return a plain form with a reduplication mark spelled out: ``diem-dieman`` for ``diem2an``."""
    match = _DOUBLED.fullmatch(plain) if "2" in plain or "²" in plain else None
    return f"{match['word']}-{match['word']}{match['rest']}" if match else plain

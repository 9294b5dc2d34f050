"""Words with their offsets, and the plain form of a word as it was typed.

Word processors, pdf files and chats put other characters into words: combining accents, soft hyphens,
zero-width spaces, ligatures, other hyphens and apostrophes, escapes and emphasis of Markdown, a hyphen and
a line end. A word keeps them, so that offsets give the text as it is; its plain form has none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

_SOFT_HYPHEN = "\u00ad"
_INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200f\u2060\ufeff"
_HYPHENS = "\u2010\u2011\u2012\ufe63\uff0d"
_DASH = "\u2013"
_APOSTROPHES = "’‘‛`´′ʼʻʹ＇"
_ACCENTS = "\u0300-\u034e\u0350-\u036f"

# Possessive quantifiers keep long runs of one character linear.
_LETTER = r"[^\W\d_²ʼʻʹ¹³⁰-₉¼-¾]"  # ¹ after a word is a note
_LETTERS = rf"{_LETTER}++(?:(?:[{_ACCENTS}]++|[{_INVISIBLE}]++(?={_LETTER})){_LETTER}*+)*+"
_BLANKS = r"[^\S\n]{0,20}+"
_LINE_END = rf"\\?{_BLANKS}\n{_BLANKS}"
# Hyphens and apostrophes between letters, also escaped; a hyphen at a line end; emphasis inside a word.
_JOINT = (
    rf"(?:[{_INVISIBLE}]*+(?:\*{{0,3}}+\\?[-{_HYPHENS}{_DASH}'{_APOSTROPHES}][{_INVISIBLE}]*+"
    rf"|[-{_HYPHENS}{_DASH}]{_LINE_END})|{_SOFT_HYPHEN}{_LINE_END}|\*{{1,3}}+)"
)
# The reduplication mark 2 or ² with the letters after it: kumpul2, barang2nya; some endings also after a
# blank: diem2 an. Other digits belong to no word.
_ENDING_APART = r"[^\S\n](?=(?:an|nya)\b)"
_TWICE = rf"[{_INVISIBLE}]*+[2²](?!\d)(?:(?:{_ENDING_APART})?{_LETTERS})?"
_WORD = re.compile(rf"{_LETTERS}(?:{_JOINT}{_LETTERS}|{_TWICE})*+")
_PLAIN_WORDS = re.compile(r"([A-Za-z]+(?:[-'][A-Za-z]+|2(?!\d)[A-Za-z]*)*)")
"""The words of a text in which nothing but letters, digits and blanks matters; much faster."""
_TYPED = re.compile(r"[\\*`\n\t]|[^\x00-\x7f]")

_LINE_END_IN_WORD = re.compile(rf"[-{_HYPHENS}{_DASH}{_SOFT_HYPHEN}](?<=\S.){_LINE_END}(?={_LETTER})")
_LINE_END_IN_ASCII = re.compile(rf"-(?<=\S.){_LINE_END}(?=[A-Za-z])")
_APART = re.compile(rf"([2²])(?<={_LETTER}.){_ENDING_APART}")

_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(f"{_HYPHENS}{_DASH}", "-"),
        **dict.fromkeys("\\*\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)
_MANY_ACCENTS = re.compile(f"([{_ACCENTS}]{{3}})[{_ACCENTS}]+")
"""More accents than a letter has; putting thousands in order would be slow."""
_WRAP = re.compile(rf"(-{_BLANKS}\n{_BLANKS}|{_SOFT_HYPHEN}(?:{_BLANKS}\n{_BLANKS})?)")
_LETTERS_AT_START = re.compile(r"\A[^\W\d_]*")
_LETTERS_AT_END = re.compile(r"[^\W\d_]*\Z")
_VOWELS = re.compile("[aeiou]")
_DOUBLED = re.compile(r"(?P<word>[^\W\d_]+)[2²](?P<rest>[^\W\d_]*)")
_SHORTENED = re.compile(r"(?P<word>[^\W\d_]{1,20})-(?P<second>[^\W\d_]{3,20})")

LONGEST_WORD = 80
"""The most letters of a form that is analysed; a longer one is no word, and would take long."""
_LONGEST_HALF = 20
"""The most letters of a half that are compared."""
_SHORTEST_HALF = 3
"""The least letters of a half, which must then be equal to the other."""


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
    offsets = [0, *(offset for span in _spans(text, 0, len(text)) for offset in span), len(text)]
    return [text[start:end] for start, end in pairwise(offsets)]


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of ``text[start:end]`` in order, with offsets in ``text``."""
    stop = len(text) if end is None else end
    return [Token(*span, plain_form(text[slice(*span)])) for span in _spans(text, start, stop)]


def _spans(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text, start, stop):
        if _DASH in match.group():
            yield from _split_at_dashes(text, *match.span())
        else:
            yield match.span()


def _split_at_dashes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of words with dashes between them; a dash joins only the halves of a doubled word."""
    parts = [match.span() for match in re.finditer(f"[^{_DASH}]+", text[start:end])]
    words = [_WORD.search(text, start + first, start + last) for first, last in parts]
    spans = [word.span() for word in words if word]
    begin = spans[0][0]
    for one, other in pairwise(spans):
        if not _are_halves(plain_form(text[slice(*one)]), plain_form(text[slice(*other)])):
            yield begin, one[1]
            begin = other[0]
    yield begin, spans[-1][1]


def without_blanks_in_words(text: str) -> str:
    """Return the text with tabs for the spaces inside words, so that no word is split at a space.

    They are the blanks around a line end after a hyphen, and that of ``diem2 an``.
    """
    line_end = _LINE_END_IN_ASCII if text.isascii() else _LINE_END_IN_WORD
    text = line_end.sub(lambda match: match.group().replace(" ", "\t"), text)
    return _APART.sub(r"\1\t", text)


def plain_form(text: str) -> str:
    """Return a word or a text in lower case as it is meant, without what a program put into it.

    A hyphen before a line end is left out, unless it joins the halves of a doubled word.
    """
    if (text.isascii() and text.isalpha()) or not (_TYPED.search(text) or "2 " in text):
        return text.lower()
    plain = text.translate(_PLAIN)
    if not plain.isascii():
        plain = normalize("NFKC", _MANY_ACCENTS.sub(r"\1", plain))
    plain = plain.lower()
    return _APART.sub(r"\1", _unwrapped(plain) if _WRAP.search(plain) else plain)


def plain_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return the plain forms of the words of a phrase; the two words ``diem2 an`` are one."""
    return tuple(plain_form(" ".join(words)).split())


def exact_form(plain: str) -> str:
    """Return the form by which quoted indicators find a plain form: ``diem-dieman`` for ``diem2an``.

    It has no apostrophes, because ``maaf`` and ``ma'af`` are the same word. ``bersama-sama`` is doubled in
    full, because ``bersama2`` is the same.
    """
    if plain.isalpha():
        return plain
    if match := _DOUBLED.fullmatch(plain):
        return f"{match['word']}-{match['word']}{match['rest']}"
    plain = plain.replace("'", "")
    if match := _SHORTENED.fullmatch(plain):
        word, second = match.groups()
        for at in range(len(word) - _SHORTEST_HALF + 1):
            if second.startswith(word[at:]):
                return f"{word}-{word}{second[len(word) - at :]}"
    return plain


def written_length(written: str, letters: int) -> int:
    """Return the number of characters that write the first ``letters`` characters of a plain form."""
    if not _TYPED.search(written):
        return letters
    lengths = range(len(written) + 1)
    return bisect_right(lengths, letters, key=lambda length: len(plain_form(written[:length]))) - 1


def _unwrapped(text: str) -> str:
    """Return a text without the hyphens at its line ends and without soft hyphens."""
    first, *rest = _WRAP.split(text)
    parts, left = [first], _letters(_LETTERS_AT_END, first[-_LONGEST_HALF:])
    for wrap, part in zip(rest[::2], rest[1::2], strict=True):
        right = _letters(_LETTERS_AT_START, part[:_LONGEST_HALF])
        if _are_halves(left, right):
            parts.append("-")
            left = ""
        elif not (left and right):
            parts.append(wrap.replace(_SOFT_HYPHEN, ""))
        parts.append(part)
        end = _letters(_LETTERS_AT_END, part[-_LONGEST_HALF:])
        left = (left + end if len(end) == len(part) else end)[-_LONGEST_HALF:]
    return "".join(parts)


def _letters(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group() if match else ""


def _are_halves(left: str, right: str) -> bool:
    """Return whether two parts of a word are the halves of a doubled one, not just its syllables.

    They are equal (``ibu-ibu``); or they are long and begin alike (``diem-dieman``), differ in vowels
    (``bolak-balik``), or one has a prefix or another first letter (``bersama-sama``, ``tolong-menolong``,
    ``sayur-mayur``).
    """
    left, right = left[-_LONGEST_HALF:], right[:_LONGEST_HALF]
    if min(len(left), len(right)) <= _SHORTEST_HALF:
        return left == right and len(left) == _SHORTEST_HALF
    return (
        left[: _SHORTEST_HALF + 1] == right[: _SHORTEST_HALF + 1]
        or _VOWELS.sub("", left) == _VOWELS.sub("", right)
        or any(left.endswith(right[:length]) for length in range(_SHORTEST_HALF + 1, len(right) + 1))
        or (len(left) > _SHORTEST_HALF + 1 and right.endswith(left[1:]))
    )

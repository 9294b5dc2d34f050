"""Automatic numbers of word processors as they are shown: decimal, letters, Roman."""

from __future__ import annotations

BULLET = "- "
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN = 4_000
_MOST_LETTERS = 26 * 5


def shown_number(number: int, form: str) -> str:
    """Return a number in a form of Word (``lowerRoman``) or of OpenDocument (``i``)."""
    if form in {"lowerLetter", "a"}:
        return _letters(number)
    if form in {"upperLetter", "A"}:
        return _letters(number).upper()
    if form in {"lowerRoman", "i"}:
        return _roman(number)
    if form in {"upperRoman", "I"}:
        return _roman(number).upper()
    if form == "none":
        return ""
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _letters(number: int) -> str:
    """Return ``a`` to ``z``, ``aa``, ``bb`` and so on."""
    if not 1 <= number <= _MOST_LETTERS:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 1 <= number < _MOST_ROMAN:
        return str(number)
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (number // worth)
        number %= worth
    return text

"""Warnings about a usable codebook: shared or excluded indicators, and codes without indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kubecode.codebook.codebook import Code, Codebook, Indicator
from kubecode.errors import Problem

Keys = Callable[[str], tuple[str, ...]]
"""Word → the keys that find it, its own first: ``suka-suka`` is also found by ``suka``."""


def check_codebook(codebook: Codebook, keys: Keys) -> list[Problem]:
    """Return the warnings about a codebook that was read without errors.

    ``keys`` maps a word to the keys that find it. Two indicators with the same keys are the same.
    """
    return [
        *_shared_indicators(codebook, keys),
        *_swallowed_indicators(codebook, keys),
        *_codes_without_indicators(codebook),
    ]


def _shared_indicators(codebook: Codebook, keys: Keys) -> Iterator[Problem]:
    first: dict[tuple[object, ...], tuple[Code, Indicator]] = {}
    for code in codebook.walk():
        for indicator in code.indicators:
            found = _what_it_finds(indicator, keys)
            if found not in first:
                first[found] = code, indicator
                continue
            other, other_indicator = first[found]
            if other.path == code.path and other_indicator.text == indicator.text:
                message = f'indicator "{indicator.text}" is listed twice in "{code.path}"'
            elif other.path == code.path:
                message = f'indicators "{other_indicator.text}" and "{indicator.text}" find the same words'
            else:
                message = f'indicator "{indicator.text}" is shared by "{other.path}" and "{code.path}"'
            hint = f"keep one; the other is on line {other_indicator.position.line}"
            yield Problem(indicator.position, message, hint, "warning")


def _what_it_finds(indicator: Indicator, keys: Keys) -> tuple[object, ...]:
    if indicator.exact:
        return (True, indicator.parts)
    parts = [tuple(keys(word)[0] for word in part) for part in indicator.parts]
    return (False, tuple(sorted(parts)) if len(parts) > 1 else tuple(parts))


def _swallowed_indicators(codebook: Codebook, keys: Keys) -> Iterator[Problem]:
    """Yield a warning for each indicator that an exclusion of its code or a code above always hides."""
    for code in codebook.walk():
        indicators = [(below, indicator) for below in code.walk() for indicator in below.indicators]
        for exclusion in code.exclude:
            for below, indicator in indicators:
                if _swallows(exclusion, indicator, keys):
                    message = (
                        f'exclusion "{exclusion.text}" swallows every hit of the indicator '
                        f'"{indicator.text}" of "{below.path}"'
                    )
                    hint = (
                        "add words to the exclusion, or double quotes to exclude this form only; "
                        f"the indicator is on line {indicator.position.line}"
                    )
                    yield Problem(exclusion.position, message, hint, "warning")


def _swallows(exclusion: Indicator, indicator: Indicator, keys: Keys) -> bool:
    """Return whether every hit of the indicator is inside a hit of the exclusion."""
    if exclusion.exact:
        return indicator.exact and exclusion.parts == indicator.parts
    return len(exclusion.parts) == len(indicator.parts) and all(
        any(_spans(phrase, part, keys) for part in indicator.parts) for phrase in exclusion.parts
    )


def _spans(phrase: tuple[str, ...], text: tuple[str, ...], keys: Keys) -> bool:
    """Return whether a phrase is found from the first to the last word of a text.

    There may be one word between two words of the phrase.
    """
    wanted = [keys(word)[0] for word in phrase]
    found_by = [keys(word) for word in text]
    reached = {0} if wanted[0] in found_by[0] else set()
    for key in wanted[1:]:
        following = {index + step for index in reached for step in (1, 2)}
        reached = {index for index in following if index < len(text) and key in found_by[index]}
    return len(text) - 1 in reached


def _codes_without_indicators(codebook: Codebook) -> Iterator[Problem]:
    for code in codebook.codes:
        if not any(below.indicators for below in code.walk()):
            message = f'nothing speaks for the code "{code.path}": it has no indicators'
            yield Problem(code.position, message, "add indicators, or code it by hand in review", "warning")

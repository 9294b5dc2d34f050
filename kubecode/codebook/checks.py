"""What is doubtful in a codebook that can be used: shared indicators, codes that nothing speaks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kubecode.codebook.book import Code, Codebook, Indicator
from kubecode.errors import Problem


def check_codebook(codebook: Codebook, key: Callable[[str], str]) -> list[Problem]:
    """Return the doubts about a codebook that was read without errors.

    ``key`` gives what a word is looked up by, so that two indicators which find the same words in
    the same way are seen to be the same.
    """
    return [*_shared_indicators(codebook, key), *_silent_codes(codebook)]


def _shared_indicators(codebook: Codebook, key: Callable[[str], str]) -> Iterator[Problem]:
    first: dict[tuple[object, ...], tuple[Code, Indicator]] = {}
    for code in codebook.walk():
        for indicator in code.indicators:
            sought = _what_it_finds(indicator, key)
            if sought not in first:
                first[sought] = code, indicator
                continue
            other, other_indicator = first[sought]
            if other.path == code.path and other_indicator.text == indicator.text:
                message = f'indicator "{indicator.text}" stands twice in "{code.path}"'
            elif other.path == code.path:
                message = f'indicators "{other_indicator.text}" and "{indicator.text}" find the same words'
            else:
                message = f'indicator "{indicator.text}" is shared by "{other.path}" and "{code.path}"'
            hint = f"keep one; the other is on line {other_indicator.place.line}"
            yield Problem(indicator.place, message, hint, "warning")


def _what_it_finds(indicator: Indicator, key: Callable[[str], str]) -> tuple[object, ...]:
    if indicator.exact:
        return (True, indicator.parts)
    parts = [tuple(key(word) for word in part) for part in indicator.parts]
    return (False, tuple(sorted(parts)) if len(parts) > 1 else tuple(parts))


def _silent_codes(codebook: Codebook) -> Iterator[Problem]:
    for code in codebook.codes:
        if not any(below.indicators for below in code.walk()):
            message = f'nothing speaks for the code "{code.path}": it has no indicators'
            yield Problem(code.place, message, "add indicators, or code it by hand in review", "warning")

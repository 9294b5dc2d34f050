"""What is doubtful in a codebook that can be used: shared or swallowed indicators, silent codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kubecode.codebook.book import Code, Codebook, Indicator
from kubecode.errors import Problem

Keys = Callable[[str], tuple[str, ...]]
"""What a spoken word is found by, its own key first: ``suka-suka`` is a form of ``suka`` too."""


def check_codebook(codebook: Codebook, keys: Keys) -> list[Problem]:
    """Return the doubts about a codebook that was read without errors.

    ``keys`` says what words are found by, so that two indicators which find the same words in the
    same way are seen to be the same.
    """
    return [
        *_shared_indicators(codebook, keys),
        *_swallowed_indicators(codebook, keys),
        *_silent_codes(codebook),
    ]


def _shared_indicators(codebook: Codebook, keys: Keys) -> Iterator[Problem]:
    first: dict[tuple[object, ...], tuple[Code, Indicator]] = {}
    for code in codebook.walk():
        for indicator in code.indicators:
            sought = _what_it_finds(indicator, keys)
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
            hint = f"keep one; the other is on line {other_indicator.position.line}"
            yield Problem(indicator.position, message, hint, "warning")


def _what_it_finds(indicator: Indicator, keys: Keys) -> tuple[object, ...]:
    if indicator.exact:
        return (True, indicator.parts)
    parts = [tuple(keys(word)[0] for word in part) for part in indicator.parts]
    return (False, tuple(sorted(parts)) if len(parts) > 1 else tuple(parts))


def _swallowed_indicators(codebook: Codebook, keys: Keys) -> Iterator[Problem]:
    """An exclusion holds for its code and all codes below it."""
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
    """Say whether every hit of the indicator would lie inside a hit of the exclusion."""
    if exclusion.exact:
        return indicator.exact and exclusion.parts == indicator.parts

    return len(exclusion.parts) == len(indicator.parts) and all(
        any(_spans(sought, part, keys) for part in indicator.parts) for sought in exclusion.parts
    )


def _spans(sought: tuple[str, ...], said: tuple[str, ...], keys: Keys) -> bool:
    """Say whether words are found from the first to the last that is said; one may stand between two."""
    wanted = [keys(word)[0] for word in sought]
    found_by = [keys(word) for word in said]
    reached = {0} if wanted[0] in found_by[0] else set()
    for key in wanted[1:]:
        following = {index + step for index in reached for step in (1, 2)}
        reached = {index for index in following if index < len(said) and key in found_by[index]}
    return len(said) - 1 in reached


def _silent_codes(codebook: Codebook) -> Iterator[Problem]:
    for code in codebook.codes:
        if not any(below.indicators for below in code.walk()):
            message = f'nothing speaks for the code "{code.path}": it has no indicators'
            yield Problem(code.position, message, "add indicators, or code it by hand in review", "warning")

"""The codebook compiled once: every indicator as sequences of dictionary forms, indexed by first word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kubecode.codebook import Code, Codebook, Indicator
from kubecode.language import Language
from kubecode.model import split_code


@dataclass(frozen=True)
class Pattern:
    """An indicator (or exclusion) of a code, ready to be looked up.

    ``parts`` hold lemmas, or forms when the indicator is exact. Several parts stand together in any
    order; the words of one part follow each other.
    """

    indicator: Indicator
    code: Code
    parts: tuple[tuple[str, ...], ...]
    excludes: bool = False

    @cached_property
    def top_code(self) -> str:
        """The id of the top-level code."""
        return split_code(self.code.path)[0]

    @cached_property
    def is_word(self) -> bool:
        """Say whether a single word is all that it seeks."""
        return len(self.parts) == 1 and len(self.parts[0]) == 1


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns of a codebook by their first lemma, and by first form those that are exact.

    ``sought`` are the lemmas that a pattern, or scope, seeks.
    """

    by_lemma: dict[str, list[Pattern]]
    by_form: dict[str, list[Pattern]]
    sought: frozenset[str]

    def opened_by(self, form: str, lemma: str, key: str) -> tuple[Pattern, ...]:
        """Return the patterns that may begin with a form; ``key`` is that of a reduplicated one."""
        of_key = self.by_lemma.get(key, ()) if key != lemma else ()
        return (*self.by_lemma.get(lemma, ()), *of_key, *self.by_form.get(form, ()))


def compile_patterns(codebook: Codebook, language: Language) -> Patterns:
    """Compile every indicator and exclusion of the codebook."""
    by_lemma: dict[str, list[Pattern]] = {}
    by_form: dict[str, list[Pattern]] = {}
    lemmas: set[str] = set()
    for code in codebook.walk():
        both = [(indicator, False) for indicator in code.indicators] + [(i, True) for i in code.exclude]
        for indicator, excludes in both:
            index = by_form if indicator.exact else by_lemma
            for parts in _spellings(indicator, language):
                index.setdefault(parts[0][0], []).append(Pattern(indicator, code, parts, excludes))
                if not indicator.exact:
                    lemmas.update(word for part in parts for word in part)
    sought = {*(lemma.rstrip("²") for lemma in lemmas), *language.scope_words}
    return Patterns(by_lemma, by_form, frozenset(sought))


def _spellings(indicator: Indicator, language: Language) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield the indicator's parts, and once more with its compounds written the other way."""
    if indicator.exact:
        yield indicator.parts
        return
    parts = tuple(tuple(language.read(word).key for word in part) for part in indicator.parts)
    yield parts
    joined = tuple(_join(part, language) for part in parts)
    if joined != parts:
        yield joined
    apart = tuple(_take_apart(part, language) for part in parts)
    if apart != parts:
        yield apart


def _join(part: tuple[str, ...], language: Language) -> tuple[str, ...]:
    for index in range(len(part) - 1):
        compound = language.compounds.get(part[index : index + 2])
        if compound:
            return (*part[:index], compound, *part[index + 2 :])
    return part


def _take_apart(part: tuple[str, ...], language: Language) -> tuple[str, ...]:
    words = {joined: apart for apart, joined in language.compounds.items()}
    return tuple(word for lemma in part for word in words.get(lemma, (lemma,)))

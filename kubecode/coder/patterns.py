"""The codebook compiled once: every indicator as sequences of dictionary forms, in a tree of their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from kubecode.codebook import Code, Codebook, Direction, Group, Indicator
from kubecode.coder.rarity import Rarity, rarities
from kubecode.language import Language
from kubecode.model import split_code

_FEW = 5
"""One indicator in so many makes of a code one that is about wishes."""


@dataclass(frozen=True, eq=False)
class Pattern:
    """An indicator (or exclusion) of a code, ready to be looked up.

    ``parts`` hold lemmas, or forms when the indicator is exact. Several parts stand together in any
    order; the words of one part follow each other. ``is_of_wishes`` where its code is about wishes.
    """

    indicator: Indicator
    code: Code
    parts: tuple[tuple[str, ...], ...]
    rarity: Rarity
    order: int
    excludes: bool = False
    is_of_wishes: bool = False

    @cached_property
    def is_bad(self) -> bool:
        """Say whether the presence of what it finds speaks against the group."""
        group, direction = self.indicator.group, self.code.direction
        return group is Group.HINDERS or (group is Group.ANY and direction is Direction.INVERSE)

    @cached_property
    def top_code(self) -> str:
        """The id of the top-level code."""
        return split_code(self.code.path)[0]


@dataclass(frozen=True, slots=True)
class Branch:
    """The patterns that begin with the same words: those whose first part ends here, and by the next word.

    However many patterns begin with ``ga``, only those are followed whose second word comes next.
    """

    is_exact: bool
    ends: list[Pattern] = field(default_factory=list)
    next: dict[str, Branch] = field(default_factory=dict)

    def add(self, pattern: Pattern) -> None:
        """Grow a twig for the pattern's first part."""
        branch = self
        for word in pattern.parts[0]:
            branch = branch.next.setdefault(word, Branch(self.is_exact))
        branch.ends.append(pattern)

    @property
    def goes_on(self) -> bool:
        """Say whether a pattern that has come here may need more words."""
        return bool(self.next) or any(len(pattern.parts) > 1 for pattern in self.ends)

    def walk(self) -> Iterator[Pattern]:
        """Yield all patterns from here on."""
        yield from self.ends
        for branch in self.next.values():
            yield from branch.walk()


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns of a codebook: those of lemmas, and those of forms as they are said.

    ``sought`` are the lemmas that a pattern, or scope, seeks.
    """

    of_lemmas: Branch
    of_forms: Branch
    sought: frozenset[str]

    def starting_with(self, form: str, lemma: str, key: str) -> tuple[Branch, ...]:
        """Return the branches that a form opens; ``key`` is that of a reduplicated one."""
        of_lemmas, of_forms = self.of_lemmas.next, self.of_forms.next
        opened = of_lemmas.get(lemma), of_lemmas.get(key) if key != lemma else None, of_forms.get(form)
        return tuple(filter(None, opened))


def compile_patterns(codebook: Codebook, language: Language) -> Patterns:
    """Compile every indicator and exclusion of the codebook."""
    of_lemmas, of_forms = Branch(is_exact=False), Branch(is_exact=True)
    lemmas: set[str] = set()
    order = count()
    rarity = rarities(codebook, language)
    for code in codebook.walk():
        of_wishes = _is_about_wishes(code, language)
        both = [(indicator, False) for indicator in code.indicators] + [(i, True) for i in code.exclude]
        for indicator, excludes in both:
            for parts in _spellings(indicator, language):
                rare = rarity(indicator)
                pattern = Pattern(indicator, code, parts, rare, next(order), excludes, of_wishes)
                (of_forms if indicator.exact else of_lemmas).add(pattern)
                if not indicator.exact:
                    lemmas.update(word for part in parts for word in part)
    sought = {*(lemma.rstrip("²") for lemma in lemmas), *language.scope_words}
    return Patterns(of_lemmas, of_forms, frozenset(sought))


def _is_about_wishes(code: Code, language: Language) -> bool:
    wishes = [
        one for one in code.indicators if any(word in language.wishes for part in one.parts for word in part)
    ]
    return len(wishes) * _FEW >= len(code.indicators)


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

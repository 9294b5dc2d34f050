"""The indicators of a codebook, compiled once into a tree of lemmas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from kubecode.codebook import Code, Codebook, Direction, Group, Indicator
from kubecode.coder.rarity import Rarity, rarity_function
from kubecode.language import Language, exact_form, plain_form, plain_words
from kubecode.model import split_code

_INDICATORS_PER_WISH = 5
"""A code is about wishes if it has at most this many indicators for each that contains a wish."""


@dataclass(frozen=True, eq=False)
class Pattern:
    """An indicator (or exclusion) of a code in one spelling.

    ``parts`` hold lemmas, or forms if the indicator is exact. The words of a part follow each other;
    several parts occur together in any order. ``order`` is the position in the codebook. ``is_of_wishes``
    is set if the code is about wishes.
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
        """Whether the presence of the indicator hinders the group."""
        group, direction = self.indicator.group, self.code.direction
        return group is Group.HINDERS or (group is Group.ANY and direction is Direction.INVERSE)

    @cached_property
    def plain(self) -> str:
        """The first part of the indicator in plain form."""
        return plain_form(" ".join(self.indicator.parts[0]))

    @cached_property
    def top_code(self) -> str:
        """The id of the top-level code."""
        return split_code(self.code.path)[0]


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the pattern tree: the patterns whose first part begins with the same words.

    ``ends`` are those whose first part is complete; ``next`` are the branches by next word. So of the many
    patterns that begin with ``ga``, only those with the right second word are followed.
    """

    is_exact: bool
    ends: list[Pattern] = field(default_factory=list)
    next: dict[str, Branch] = field(default_factory=dict)

    def add(self, pattern: Pattern) -> None:
        """Add a pattern below this branch."""
        branch = self
        for word in pattern.parts[0]:
            branch = branch.next.setdefault(word, Branch(self.is_exact))
        branch.ends.append(pattern)

    @property
    def goes_on(self) -> bool:
        """Whether a pattern of this branch needs more words."""
        return bool(self.next) or any(len(pattern.parts) > 1 for pattern in self.ends)

    def walk(self) -> Iterator[Pattern]:
        """Yield all patterns below this branch, including its own."""
        yield from self.ends
        for branch in self.next.values():
            yield from branch.walk()


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns of a codebook: trees of lemmas and of exact forms.

    ``sought`` are the lemmas in patterns and scope rules, which a misspelled word may be near to.
    """

    of_lemmas: Branch
    of_forms: Branch
    sought: frozenset[str]

    def starting_with(self, form: str, lemma: str, key: str) -> tuple[Branch, ...]:
        """Return the branches that begin with a word; a reduplicated word has another key than lemma."""
        of_lemmas, of_forms = self.of_lemmas.next, self.of_forms.next
        branches = of_lemmas.get(lemma), of_lemmas.get(key) if key != lemma else None, of_forms.get(form)
        return tuple(filter(None, branches))


def compile_patterns(codebook: Codebook, language: Language) -> Patterns:
    """Compile every indicator and exclusion of the codebook."""
    of_lemmas, of_forms = Branch(is_exact=False), Branch(is_exact=True)
    lemmas: set[str] = set()
    order = count()
    rarity_of = rarity_function(codebook, language)
    for code in codebook.walk():
        is_of_wishes = _is_about_wishes(code, language)
        both = [(indicator, False) for indicator in code.indicators] + [(i, True) for i in code.exclude]
        for indicator, excludes in both:
            for parts in _spellings(indicator, language):
                rarity = rarity_of(indicator)
                pattern = Pattern(indicator, code, parts, rarity, next(order), excludes, is_of_wishes)
                (of_forms if indicator.exact else of_lemmas).add(pattern)
                if not indicator.exact:
                    lemmas.update(word for part in parts for word in part)
    sought = {*(lemma.rstrip("²") for lemma in lemmas), *language.scope_words}
    return Patterns(of_lemmas, of_forms, frozenset(sought))


def _is_about_wishes(code: Code, language: Language) -> bool:
    wishes = [i for i in code.indicators if any(word in language.wishes for part in i.parts for word in part)]
    return len(wishes) * _INDICATORS_PER_WISH >= len(code.indicators)


def _spellings(indicator: Indicator, language: Language) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield the parts of an indicator, then with its compounds as one word and as two."""
    if indicator.exact:
        yield tuple(tuple(map(exact_form, plain_words(part))) for part in indicator.parts)
        return
    parts = tuple(tuple(language.read(word).key for word in plain_words(part)) for part in indicator.parts)
    yield parts
    joined = tuple(_join_compound(part, language) for part in parts)
    if joined != parts:
        yield joined
    split = tuple(_split_compounds(part, language) for part in parts)
    if split != parts:
        yield split


def _join_compound(part: tuple[str, ...], language: Language) -> tuple[str, ...]:
    for index in range(len(part) - 1):
        compound = language.compounds.get(part[index : index + 2])
        if compound:
            return (*part[:index], compound, *part[index + 2 :])
    return part


def _split_compounds(part: tuple[str, ...], language: Language) -> tuple[str, ...]:
    words_of = {compound: words for words, compound in language.compounds.items()}
    return tuple(word for lemma in part for word in words_of.get(lemma, (lemma,)))

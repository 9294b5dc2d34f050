"""What an analyser says about one word form, and what others may ask of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WordAnalysis:
    """How a word form was read.

    ``lemma`` is the dictionary form (the form itself when nothing is known); ``prefixes`` and
    ``suffixes`` stand from the outside inwards; ``spelling`` is the standard spelling that was put in
    place of a spoken one; ``joined`` a small word that was typed together with this one (``ga`` of
    ``gabisa``).
    """

    form: str
    lemma: str
    known: bool = True
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    reduplicated: bool = False
    spelling: str | None = None
    joined: str = ""

    @property
    def key(self) -> str:
        """What an indicator finds the word by: a reduplicated word means something else than the word
        alone (``suka-suka`` is not ``suka``), so its key is marked.
        """
        return f"{self.lemma}²" if self.reduplicated else self.lemma

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that finds the word, its own first: ``kumpul2`` is a form of ``kumpul`` too."""
        return tuple(dict.fromkeys((self.key, self.lemma)))


class Analyser(Protocol):
    """Reads word forms."""

    def read(self, form: str) -> WordAnalysis:
        """Return how the lower-case form is read; never fails."""
        ...

    def stems(self, form: str) -> Iterable[str]:
        """Return what may be left of a form without affixes, unchecked, the form itself first."""
        ...

    @property
    def roots(self) -> Mapping[str, int]:
        """Every dictionary form that the analyser knows, with how common it is, 0 the commonest."""
        ...

    @property
    def beginnings(self) -> Collection[str]:
        """Every string of prefixes that may stand before a root, as it is spelled."""
        ...

    @property
    def endings(self) -> Collection[str]:
        """Every string of suffixes and enclitics that may stand behind a root."""
        ...

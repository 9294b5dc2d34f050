"""The analysis of a word form, and the interface of analysers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class WordAnalysis:
    """The analysis of a word form.

    ``lemma`` is the dictionary form, or the form itself if it is unknown. ``prefixes`` and ``suffixes`` are
    in order from the outside inwards. ``spelling`` is the standard spelling of a colloquial one. ``joined``
    is a small word that was typed together with this one (``ga``, "not", in ``gabisa``, "cannot").
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
        """The key by which indicators find the word: its lemma, marked if the word is reduplicated.

        A reduplicated word has another meaning: ``suka-suka`` ("as one likes") is not ``suka`` ("to like").
        """
        return f"{self.lemma}²" if self.reduplicated else self.lemma

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys that find the word, its own first: ``kumpul2`` is also a form of ``kumpul``."""
        return tuple(dict.fromkeys((self.key, self.lemma)))


class Analyser(Protocol):
    """Analyses word forms."""

    def read(self, form: str) -> WordAnalysis:
        """Return the analysis of a form in lower case; never fails."""
        ...

    def stems(self, form: str) -> Iterable[str]:
        """Return the possible stems of a form, unchecked, the form itself first."""
        ...

    @property
    def roots(self) -> Mapping[str, int]:
        """All known dictionary forms with their frequency tier, 0 the commonest."""
        ...

    @property
    def beginnings(self) -> Collection[str]:
        """All strings of prefixes before a root, as they are spelled."""
        ...

    @property
    def endings(self) -> Collection[str]:
        """All strings of suffixes and enclitics after a root, as they are spelled."""
        ...

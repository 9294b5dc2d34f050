"""What each distinct word form says, decided once however often and in how many documents it is said."""

from __future__ import annotations

from collections.abc import Iterable

from kubecode.coder.patterns import Pattern, Patterns
from kubecode.language import Language, NearSpelling


class Vocabulary:
    """The lemma of every form that was met, and the patterns that it may open.

    Keys are forms as they are written: a capitalised form that nothing can read is taken for a name, not
    for a slip. It grows with the documents that are read; that memory is why it is a class.
    """

    def __init__(self, language: Language, patterns: Patterns) -> None:
        self._language, self._patterns = language, patterns
        self._near = NearSpelling(language.analyser, patterns.sought)
        self.lemmas: dict[str, str] = {}
        self.openings: dict[str, tuple[Pattern, ...]] = {}
        """The patterns whose first word a form may be; forms that open none are left out."""
        self.doubled: dict[str, str] = {}
        """The key of a form that is reduplicated."""
        self.similarity: dict[str, float] = {}
        """How like its root a form is that was taken for a slip."""
        self.turning: set[str] = set()
        """The forms that may turn the meaning of what stands beside them."""
        self.joined: dict[str, tuple[str, str]] = {}
        """The two words of a form that is typed as one: ``gabisa`` is ``ga`` and ``bisa``."""

    def take_in(self, forms: Iterable[str]) -> None:
        """Decide what those forms say that were not met before."""
        for form in set(forms).difference(self.lemmas):
            self._decide(form)

    def opens_any(self, forms: list[str]) -> bool:
        """Say whether a pattern may begin with one of the forms."""
        return not self.openings.keys().isdisjoint(forms)

    def _decide(self, written: str) -> None:
        form = written.lower()
        reading = self._language.read(form)
        lemma = reading.lemma
        if reading.joined:
            at = len(reading.joined)
            self.joined[written] = written[:at], written[at:]
            self.take_in(self.joined[written])
        elif reading.reduplicated:
            self.doubled[form] = reading.key
        elif not reading.known and not written[0].isupper():
            nearest = self._near.nearest(form)
            if nearest:
                lemma, self.similarity[form] = nearest.root, nearest.similarity
        self.lemmas[written] = lemma
        if self._language.may_turn(form, lemma):
            self.turning.add(written)
        parts = self.joined.get(written)
        opened = (
            tuple(pattern for part in parts for pattern in self.openings.get(part, ()))
            if parts
            else self._patterns.opened_by(form, lemma, reading.key)
        )
        if opened:
            self.openings[written] = opened

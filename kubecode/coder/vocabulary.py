"""What each distinct word form says, decided once however often and in how many documents it is said."""

from __future__ import annotations

from dataclasses import dataclass

from kubecode.coder.patterns import Branch, Patterns
from kubecode.coder.turning import JOINED, OPENS, turning
from kubecode.language import Language, NearSpelling


@dataclass(frozen=True, slots=True)
class Form:
    """A word form as it is written, with all that holds for it wherever it stands.

    ``key`` is what an indicator finds it by, the lemma or the mark of a reduplicated one; ``similarity`` is
    below 1 where the lemma was reached by near spelling. ``opens`` are the patterns that may begin with it.
    ``apart`` are the two words that it is when it was typed as one (``gabisa``). ``flags`` say what it may
    do (see ``turning``).
    """

    written: str
    small: str
    lemma: str
    key: str
    similarity: float
    opens: tuple[Branch, ...]
    apart: tuple[Form, ...]
    flags: int


class Vocabulary(dict[str, Form]):
    """Every form that was met, by how it is written: asked for a new one, it decides and remembers.

    A capitalised form that nothing can read is taken for a name, not for a slip.
    """

    def __init__(self, language: Language, patterns: Patterns) -> None:
        super().__init__()
        self._language, self._patterns = language, patterns
        self._turns = turning(language)
        self._near = NearSpelling(language.analyser, patterns.sought)

    def __missing__(self, written: str) -> Form:
        """Decide what a form says that was not met before."""
        small = written.lower()
        reading = self._language.read(small)
        lemma, similarity = reading.lemma, 1.0
        if not reading.known and not written[0].isupper():
            nearest = self._near.nearest(small)
            if nearest:
                lemma, similarity = nearest.root, nearest.similarity
        at = len(reading.joined)
        apart = (self[written[:at]], self[written[at:]]) if at else ()
        opens = (
            tuple(branch for part in apart for branch in part.opens)
            if apart
            else self._patterns.opened_by(small, lemma, reading.key)
        )
        flags = self._turns(small, lemma) | (OPENS if opens else 0) | (JOINED if apart else 0)
        form = self[written] = Form(
            written=written,
            small=small,
            lemma=lemma,
            key=reading.key if reading.reduplicated else lemma,
            similarity=similarity,
            opens=opens,
            apart=apart,
            flags=flags,
        )
        return form

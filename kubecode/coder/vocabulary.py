"""What each distinct piece of speech says, decided once however often and in how many documents it is said.

A piece is what stands between two blanks: mostly one word, perhaps with punctuation before and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from kubecode.coder.patterns import Branch, Pattern, Patterns
from kubecode.coder.scope_flags import ODD, OPENS, flag_function
from kubecode.language import Language, NearSpelling, split_words
from kubecode.model import EvidenceKind

COMMA, STOP, QUESTION = 1, 2, 3
"""The pauses that may be written between a word and the next, the longest last; 0 is none."""
_COMMA = re.compile(r"[,:–—]")
_STOP = re.compile(r"[.!;…]|\n\n")


# Not frozen, for there are tens of thousands, and to make a frozen one takes five times as long.
@dataclass(slots=True, eq=False)
class Form:
    """A word form as it is written, with all that holds for it wherever it stands.

    ``key`` is what an indicator finds it by, the lemma or the mark of a reduplicated one; ``similarity`` is
    below 1 where the lemma was reached by near spelling. ``alone`` are
    the patterns that it is by itself, and how; ``opens`` those that may begin with it and go on.
    ``flags`` say what it may do (see ``turning``). ``width`` is how many characters it takes up, those
    ``before`` the word and the blank behind it included; ``pause`` is the longest that is written behind it.
    A piece may also be no word but a silence, with nothing ``written``, or several forms, its ``parts``.
    """

    written: str
    small: str
    lemma: str
    key: str
    similarity: float
    alone: tuple[tuple[Pattern, EvidenceKind], ...]
    opens: tuple[Branch, ...]
    flags: int
    width: int
    before: int = 0
    pause: int = 0
    parts: tuple[Form, ...] = ()

    def standing(self, before: int, width: int, pause: int) -> Form:
        """Return the form among other characters, with another pause."""
        return Form(
            self.written,
            self.small,
            self.lemma,
            self.key,
            self.similarity,
            self.alone,
            self.opens,
            self.flags,
            width,
            before,
            pause,
        )

    @property
    def each(self) -> tuple[Form, ...]:
        """The forms that a piece is: itself, or its parts."""
        return self.parts or (self,)

    def and_silence(self, silence: Form) -> Form:
        """Return the form with a silence behind it (``ribut – engga``)."""
        return self.standing(self.before, self.width + silence.width, max(self.pause, silence.pause))


class Vocabulary(dict[str, Form]):
    """The form of every piece that was met: asked for a new one, it decides and remembers.

    A word typed together with another (``gabisa``) has two parts, so that scope meets the denial as a word
    of its own. A piece without words, or with a pause before the first, is or holds a silence. A capitalised
    form that nothing can read is taken for a name, not for a slip.
    """

    def __init__(self, language: Language, patterns: Patterns) -> None:
        super().__init__()
        self._language, self._patterns = language, patterns
        self._turns = flag_function(language)
        self._near = NearSpelling(language.analyser, patterns.sought)

    def __missing__(self, piece: str) -> Form:
        """Decide what a piece says that was not met before."""
        before, *rest = split_words(f"{piece} ")
        is_word = rest == [piece, " "]
        form = self._decide(piece) if is_word else _joined(self._among_marks(before, rest))
        self[piece] = form
        return form

    def _decide(self, written: str) -> Form:
        """Return the form that a word is; it has two parts when it was typed as one."""
        at = len(self._language.read(written).joined)
        if not at:
            return self._form(written)
        return _joined((self._form(written[:at]).standing(0, at, 0), self._form(written[at:])))

    def _form(self, written: str) -> Form:
        small = written.lower()
        reading = self._language.read(small)
        lemma, similarity = reading.lemma, 1.0
        if not reading.known and not written[0].isupper():
            nearest = self._near.nearest(small)
            if nearest:
                lemma, similarity = nearest.root, nearest.similarity
        opened = self._patterns.opened_by(small, lemma, reading.key)
        return Form(
            written=written,
            small=small,
            lemma=lemma,
            key=reading.key if reading.reduplicated else lemma,
            similarity=similarity,
            alone=tuple(_alone(small, similarity, opened)) if opened else (),
            opens=tuple(branch for branch in opened if branch.goes_on) if opened else (),
            flags=self._turns(small, lemma) | (OPENS if opened else 0),
            width=len(written) + 1,
        )

    def _among_marks(self, before: str, rest: list[str]) -> Iterator[Form]:
        """Yield the words of a piece that holds more: ``rest`` is each word with what stands behind it."""
        if not rest or _pause(before):
            yield _odd(width=len(before), pause=_pause(before))
            before = ""
        for written, behind in zip(rest[::2], rest[1::2], strict=True):
            *first, last = self[written].each
            for form in first:
                yield form.standing(len(before), len(before) + form.width, 0)
                before = ""
            width = len(before) + last.width + len(behind) - 1
            yield last.standing(len(before), width, _pause(behind))
            before = ""


def _odd(width: int = 0, pause: int = 0, parts: tuple[Form, ...] = ()) -> Form:
    """Return what is not one word: a silence, or several forms."""
    return Form("", "", "", "", 1.0, (), (), ODD, width, 0, pause, parts)


def _joined(forms: Iterable[Form]) -> Form:
    """Return the one form of a piece, or one that has them all."""
    parts = tuple(forms)
    return parts[0] if len(parts) == 1 else _odd(parts=parts)


@cache
def _pause(between: str) -> int:
    if "?" in between:
        return QUESTION
    if _STOP.search(between):
        return STOP
    return COMMA if _COMMA.search(between) else 0


def _alone(form: str, similarity: float, opened: Iterable[Branch]) -> Iterator[tuple[Pattern, EvidenceKind]]:
    """Yield the patterns of which a form is the whole."""
    for pattern in sorted((one for branch in opened for one in branch.ends), key=attrgetter("order")):
        if len(pattern.parts) == 1:
            as_written = form == pattern.indicator.parts[0][0]
            kind = EvidenceKind.EXACT if as_written else EvidenceKind.FORM
            yield pattern, EvidenceKind.NEAR if similarity < 1 else kind

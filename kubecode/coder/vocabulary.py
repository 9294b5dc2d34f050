"""The word forms of all documents, each analysed once.

A piece is the text between two spaces: mostly one word, perhaps with punctuation before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from kubecode.coder.patterns import Branch, Pattern, Patterns
from kubecode.coder.scope_flags import IRREGULAR, LIGHT, STARTS_INDICATOR, flag_lookup
from kubecode.language import Language, NearSpelling, exact_form, plain_form, split_words, written_length
from kubecode.model import EvidenceKind

COMMA, STOP, QUESTION = 1, 2, 3
"""The pauses that punctuation marks after a word, the longest last; 0 is none."""
_COMMA = re.compile(r"[,:–—]")
_STOP = re.compile(r"[.!;…]|\n\n")


# Not frozen: there are tens of thousands, and building frozen ones takes five times as long.
@dataclass(slots=True, eq=False)
class Form:
    """A word form as written, with its analysis, which is the same wherever the form occurs.

    ``lower`` is its plain form. ``key`` is what an indicator matches: the lemma, or the marked lemma of a
    reduplicated form; a quoted indicator matches ``exact`` (see ``exact_form``).
    ``similarity`` is below 1 if the lemma was found by near spelling. ``single`` are the patterns that the
    form matches alone, and how; ``branches`` those that may begin with it and need more words. ``flags``
    see ``scope_flags``. ``width`` counts the characters of the piece, including the ``before`` characters
    of punctuation before the word and the space after it. ``pause`` is the longest pause after the word.
    An irregular piece has nothing ``written``: it is a bare pause, or several words, its ``parts``.
    """

    written: str
    lower: str
    exact: str
    lemma: str
    key: str
    similarity: float
    single: tuple[tuple[Pattern, EvidenceKind], ...]
    branches: tuple[Branch, ...]
    flags: int
    width: int
    before: int = 0
    pause: int = 0
    parts: tuple[Form, ...] = ()

    def with_spacing(self, before: int, width: int, pause: int) -> Form:
        """Return the form with other characters around it."""
        return Form(
            self.written,
            self.lower,
            self.exact,
            self.lemma,
            self.key,
            self.similarity,
            self.single,
            self.branches,
            self.flags,
            width,
            before,
            pause,
        )

    @property
    def words(self) -> tuple[Form, ...]:
        """The parts of a piece, or the form itself if it has none."""
        return self.parts or (self,)

    @property
    def is_light(self) -> bool:
        """Whether a denial reaches over the word."""
        return self.flags & LIGHT > 0

    def with_bare_pause(self, piece: Form) -> Form:
        """Return the form joined with the bare pause after it (``ribut – engga``)."""
        return self.with_spacing(self.before, self.width + piece.width, max(self.pause, piece.pause))


class Vocabulary(dict[str, Form]):
    """The form of each piece. A new piece is analysed when it is looked up first.

    A word typed together with another (``gabisa``, "can't") has two parts, so that scope rules find the
    negator as a word. A piece without words, or with a pause before its first word, is or contains a bare
    pause. A capitalised form without analysis is taken for a name, not for a misspelling.
    """

    def __init__(self, language: Language, patterns: Patterns) -> None:
        super().__init__()
        self._language, self._patterns = language, patterns
        self._flags = flag_lookup(language)
        self._near = NearSpelling(language.analyser, patterns.sought)

    def __missing__(self, piece: str) -> Form:
        """Analyse a new piece and store its form."""
        if piece.isascii() and piece.isalpha():
            form = self._word(piece)
        else:
            before, *rest = split_words(f"{piece} ")
            is_word = rest == [piece, " "]
            form = self._word(piece) if is_word else _joined(self._words_among_marks(before, rest))
        self[piece] = form
        return form

    def _word(self, written: str) -> Form:
        """Return the form of a word, with two parts if two words were typed as one."""
        plain = plain_form(written)
        at = len(self._language.read(plain).joined)
        if not at:
            return self._form(written, plain)
        at = written_length(written, at)
        before, second = split_words(written[at:])[:2]
        width = len(written) - at + 1
        return _joined(
            (
                self._form(written[:at], plain_form(written[:at])).with_spacing(0, at, 0),
                self._form(second, plain_form(second)).with_spacing(len(before), width, 0),
            )
        )

    def _form(self, written: str, lower: str) -> Form:
        exact = exact_form(lower)
        analysis = self._language.read(lower)
        lemma, similarity = analysis.lemma, 1.0
        if not analysis.known and not written[0].isupper():
            nearest = self._near.nearest(lower)
            if nearest:
                lemma, similarity = nearest.root, nearest.similarity
        branches = self._patterns.starting_with(exact, lemma, analysis.key)
        return Form(
            written=written,
            lower=lower,
            exact=exact,
            lemma=lemma,
            key=analysis.key if analysis.reduplicated else lemma,
            similarity=similarity,
            single=tuple(_single(lower, similarity, branches)) if branches else (),
            branches=tuple(branch for branch in branches if branch.goes_on) if branches else (),
            flags=self._flags(lower, lemma) | (STARTS_INDICATOR if branches else 0),
            width=len(written) + 1,
        )

    def _words_among_marks(self, before: str, rest: list[str]) -> Iterator[Form]:
        """Yield the forms of a piece with punctuation.

        ``before`` is the punctuation before the first word; ``rest`` alternates words and what follows each.
        """
        if not rest or _pause(before):
            yield _irregular(width=len(before), pause=_pause(before))
            before = ""
        for written, after in zip(rest[::2], rest[1::2], strict=True):
            *first, last = self[written].words
            for form in first:
                yield form.with_spacing(len(before), len(before) + form.width, 0)
                before = ""
            width = len(before) + last.width + len(after) - 1
            yield last.with_spacing(len(before), width, _pause(after))
            before = ""


def _irregular(width: int = 0, pause: int = 0, parts: tuple[Form, ...] = ()) -> Form:
    """Return a piece that is a bare pause or several words."""
    return Form("", "", "", "", "", 1.0, (), (), IRREGULAR, width, 0, pause, parts)


def _joined(forms: Iterable[Form]) -> Form:
    """Return the one form, or a piece with the forms as parts."""
    parts = tuple(forms)
    return parts[0] if len(parts) == 1 else _irregular(parts=parts)


@cache
def _pause(between: str) -> int:
    if "?" in between:
        return QUESTION
    if _STOP.search(between):
        return STOP
    return COMMA if _COMMA.search(between) else 0


def _single(
    lower: str, similarity: float, branches: Iterable[Branch]
) -> Iterator[tuple[Pattern, EvidenceKind]]:
    """Yield the patterns of one word that a form matches, with the kind of evidence."""
    ends = [pattern for branch in branches for pattern in branch.ends]
    for pattern in sorted(ends, key=attrgetter("order")):
        if len(pattern.parts) == 1:
            as_written = pattern.indicator.exact or lower == pattern.plain
            kind = EvidenceKind.EXACT if as_written else EvidenceKind.FORM
            yield pattern, EvidenceKind.NEAR if similarity < 1 else kind

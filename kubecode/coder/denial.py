"""Cues that say that a thing is absent, rare, or no longer so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kubecode.coder.denial_after import denials_after, is_negator, verdict
from kubecode.coder.denial_before import REACH_BEFORE, denials_before
from kubecode.coder.find import Hit
from kubecode.coder.scope import Scope
from kubecode.coder.scope_flags import CONTRADICTS, DENIES
from kubecode.model import Cue, CueKind


def denials(hit: Hit, scope: Scope) -> list[Cue]:
    """Return the cues in the scope that deny a hit, make it rare or end it."""
    before: list[Cue] = []
    if scope.words.has(DENIES, max(scope.begin, hit.first - REACH_BEFORE), hit.last):
        before = [*_denials_inside(hit, scope), *denials_before(hit, scope)]
    after = denials_after(hit, scope)
    if after:
        return before + after
    contradiction = _contradiction(hit, scope)
    if contradiction is None:
        return before
    # Two denials cancel: dikiranya ga kompak, padahal kompak (they seemed divided, but are not).
    return [] if any(cue.kind is CueKind.NEGATION for cue in before) else [*before, contradiction]


def carried_denials(hit: Hit, scope: Scope) -> list[Cue]:
    """Return the denial of a hit in the preceding segment by a scope without content words.

    ``Dulu sering kumpul, | sekarang udah ga pernah``: the second segment denies the hit of the first.
    """
    for index in range(scope.begin, scope.end):
        if scope.words.forms[index].lemma in scope.language.verdicts or is_negator(hit, scope, index):
            return list(verdict(hit, scope, index))
    return []


def _denials_inside(hit: Hit, scope: Scope) -> Iterator[Cue]:
    """Yield negators in the gap of a phrase: ``pada ga mau`` for the phrase ``pada mau``."""
    for index in range(hit.first + 1, hit.last):
        if index not in hit.words and is_negator(hit, scope, index):
            yield scope.cue(CueKind.NEGATION, index)


def _contradiction(hit: Hit, scope: Scope) -> Cue | None:
    """Return the word that contradicts an appearance: ``dibilang ribut, padahal ngobrol biasa``.

    ("They say it is a quarrel, but it is ordinary talk.")
    """
    if not scope.words.flags & CONTRADICTS:
        return None
    denial, last = scope.language.denial, scope.sentence_end(hit.last)
    index = _first_of(scope, range(hit.last + 1, last), denial.contradictions)
    if index is None or _first_of(scope, range(scope.begin, hit.first), denial.seeming) is None:
        return None
    return scope.cue(CueKind.NEGATION, index)


def _first_of(scope: Scope, indices: Iterable[int], wanted: frozenset[str]) -> int | None:
    """Return the first index of a word whose lemma or form is wanted."""
    forms = scope.words.forms
    return next((i for i in indices if forms[i].lemma in wanted or forms[i].lower in wanted), None)

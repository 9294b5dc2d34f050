"""What the words around the evidence do to it: deny it, make it rare, suppose it, tell it on, praise it.

Scope sets presence and valence with its reason; it never deletes a coding.
"""

from __future__ import annotations

from kubecode.coder.appraisal import appraisals
from kubecode.coder.attribution import attributions
from kubecode.coder.clauses import make_cue
from kubecode.coder.denial import carried_denials, denials
from kubecode.coder.find import Hit
from kubecode.coder.scope_flags import (
    APPRAISES,
    ASKS,
    CONTRADICTS,
    DENIES,
    ONCE,
    OTHERS,
    RULES,
    SUPPOSES,
    TELLS,
)
from kubecode.coder.supposition import suppositions
from kubecode.coder.words import WordSequence
from kubecode.language import Language
from kubecode.model import Cue, CueKind


def find_cues(hit: Hit, words: WordSequence, begin: int, end: int, language: Language) -> tuple[Cue, ...]:
    """Return the cues for a hit among the words ``begin`` to ``end`` of its segment.

    A hit before ``begin`` was told in the segment before; then the words are those that speak of it again.
    """
    if hit.last < begin:
        denied = carried_denials(hit, words, begin, end, language)
        return (make_cue(words, hit.first, hit.last, CueKind.MEANT), *denied) if denied else ()
    may = words.flags
    cues: list[Cue] = []
    if may & (DENIES | CONTRADICTS):
        cues += denials(hit, words, begin, end, language)
    if may & (SUPPOSES | RULES | ASKS):
        cues += suppositions(hit, words, begin, end, language, is_denied=bool(cues))
    if may & (TELLS | OTHERS | ONCE):
        cues += attributions(hit, words, begin, end, language)
    if may & APPRAISES:
        cues += appraisals(hit, words, begin, end, language)
    return tuple(sorted(set(cues), key=lambda cue: cue.start)) if len(cues) > 1 else tuple(cues)


def only_shifts_to_now(words: WordSequence, language: Language) -> bool:
    """Say whether a segment only tells what has become of what was told before it.

    ``Dulu sering kumpul, | sekarang udah ga pernah``: it has no word of its own for what is no more.
    """
    opening = [form.small for form in words.said[:2]]
    length = next((n for n in (1, 2) if " ".join(opening[:n]) in language.time_after), 0)
    return bool(length) and all(map(language.says_nothing, words.forms(length)))

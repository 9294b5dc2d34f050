"""The cues for a hit: denial, rarity, supposition, reported speech, other groups and praise around it.

Cues set presence and valence and are shown as reasons. They never delete a coding.
"""

from __future__ import annotations

from kubecode.coder.appraisal import appraisals
from kubecode.coder.attribution import attributions
from kubecode.coder.denial import carried_denials, denials
from kubecode.coder.find import Hit
from kubecode.coder.scope import Scope
from kubecode.coder.scope_flags import (
    APPRAISES,
    ASKS,
    CONTRADICTS,
    DENIES,
    ONCE,
    OTHERS,
    REPORTS,
    STATES_RULE,
    SUPPOSES,
)
from kubecode.coder.supposition import suppositions
from kubecode.model import Cue, CueKind


def find_cues(hit: Hit, scope: Scope) -> tuple[Cue, ...]:
    """Return the cues for a hit in its scope, in the order of the text.

    A hit before the scope is from the preceding segment: the scope then points back to it, and there are
    no cues unless it denies the hit.
    """
    if hit.last < scope.begin:
        denied = carried_denials(hit, scope)
        return (scope.cue(CueKind.MEANT, hit.first, hit.last), *denied) if denied else ()
    flags = scope.words.flags
    cues: list[Cue] = []
    if flags & (DENIES | CONTRADICTS):
        cues += denials(hit, scope)
    if flags & (SUPPOSES | STATES_RULE | ASKS):
        cues += suppositions(hit, scope, is_denied=bool(cues))
    if flags & (REPORTS | OTHERS | ONCE):
        cues += attributions(hit, scope)
    if flags & APPRAISES:
        cues += appraisals(hit, scope)
    return tuple(sorted(set(cues), key=lambda cue: cue.start)) if len(cues) > 1 else tuple(cues)

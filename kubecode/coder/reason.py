"""A suggestion's evidence and cues as one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kubecode.model import Cue, CueKind, Evidence, EvidenceKind
from kubecode.wording import Lang, say


def reason(evidence: Sequence[Evidence], cues: Sequence[Cue], lang: Lang, learned_from: int = 0) -> str:
    """Return why a coding was suggested: each piece of evidence, then what the cues did to it.

    Words that were learned are named together, with the number of decisions they were learned from, and
    so are those of the question.
    """
    learned = [_surface(piece) for piece in evidence if piece.kind is EvidenceKind.LEARNED]
    asked = [cue.surface for cue in cues if cue.kind is CueKind.ASKED]
    parts = dict.fromkeys(_piece(one, lang) for one in evidence if one.kind is not EvidenceKind.LEARNED)
    if learned:
        parts[say("reason.learned", lang, learned_from, _named(learned))] = None
    if asked:
        parts[say("cue.asked", lang, _named(asked))] = None
    others = (cue for cue in cues if cue.kind is not CueKind.ASKED)
    parts |= dict.fromkeys(say(f"cue.{cue.kind}", lang, cue.surface) for cue in others)
    return "; ".join(parts)


def _piece(piece: Evidence, lang: Lang) -> str:
    if piece.kind in {EvidenceKind.FORM, EvidenceKind.NEAR}:
        return say(f"reason.{piece.kind}", lang, _surface(piece), piece.indicator)
    return say(f"reason.{piece.kind}", lang, _surface(piece))


def _named(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _surface(piece: Evidence) -> str:
    return " ".join(piece.surface.split())

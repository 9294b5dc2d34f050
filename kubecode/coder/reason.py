"""A suggestion's evidence and cues as one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from kubecode.model import Cue, Evidence, EvidenceKind
from kubecode.wording import Lang, say


def reason(evidence: Sequence[Evidence], cues: Sequence[Cue], lang: Lang) -> str:
    """Return why a coding was suggested: each piece of evidence, then what the cues did to it."""
    parts = dict.fromkeys(_piece(piece, lang) for piece in evidence)
    parts |= dict.fromkeys(say(f"cue.{cue.kind}", lang, cue.surface) for cue in cues)
    return "; ".join(parts)


def _piece(piece: Evidence, lang: Lang) -> str:
    surface = " ".join(piece.surface.split())
    if piece.kind in {EvidenceKind.FORM, EvidenceKind.NEAR}:
        return say(f"reason.{piece.kind}", lang, surface, piece.indicator)
    return say(f"reason.{piece.kind}", lang, surface)

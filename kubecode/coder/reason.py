"""The reason of a suggestion in words."""

from __future__ import annotations

from collections.abc import Sequence

from kubecode.model import Cue, CueKind, Evidence, EvidenceKind
from kubecode.wording import Lang, say


def reason(evidence: Sequence[Evidence], cues: Sequence[Cue], lang: Lang, learned_from: int = 0) -> str:
    """Return the reason of a suggestion as one sentence: each piece of evidence, then each cue.

    Learned words are listed together, with the number of decisions (``learned_from``); so are the words of
    the question.
    """
    learned = [_surface(piece) for piece in evidence if piece.kind is EvidenceKind.LEARNED]
    asked = [cue.surface for cue in cues if cue.kind is CueKind.ASKED]
    parts = dict.fromkeys(_piece(piece, lang) for piece in evidence if piece.kind is not EvidenceKind.LEARNED)
    if learned:
        parts[say("reason.learned", lang, learned_from, _quoted(learned))] = None
    if asked:
        parts[say("cue.asked", lang, _quoted(asked))] = None
    other_cues = (cue for cue in cues if cue.kind is not CueKind.ASKED)
    parts |= dict.fromkeys(say(f"cue.{cue.kind}", lang, cue.surface) for cue in other_cues)
    return "; ".join(parts)


def _piece(piece: Evidence, lang: Lang) -> str:
    if piece.kind in {EvidenceKind.FORM, EvidenceKind.NEAR}:
        return say(f"reason.{piece.kind}", lang, _surface(piece), piece.indicator)
    return say(f"reason.{piece.kind}", lang, _surface(piece))


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _surface(piece: Evidence) -> str:
    return " ".join(piece.surface.split())

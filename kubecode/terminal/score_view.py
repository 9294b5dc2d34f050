"""What a score was made of, in one line."""

from __future__ import annotations

from rich.text import Text

from kubecode.coder.neighbours import Neighbours
from kubecode.coder.rarity import Rarity
from kubecode.coder.score_breakdown import ScoreBreakdown
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say


def score_parts(weighed: ScoreBreakdown, lang: Lang) -> Text:
    """Return the score, how rare each independent piece is, and what the turn around it says."""
    pieces = [f"“{visible(piece.indicator)}” {_rarity(rarity, lang)}" for piece, rarity in weighed.pieces]
    parts = [*pieces, *_around(weighed.neighbours, lang)]
    return Text(f"{say('score.score', lang, f'{weighed.suggestion.score:.2f}')}: {'; '.join(parts)}", HINT)


def _rarity(rarity: Rarity, lang: Lang) -> str:
    name = "common" if rarity.steps == 1 else "less_common" if rarity.steps <= 3 else "rare"
    shared = [say("score.shared", lang, rarity.codes)] if rarity.codes > 1 else []
    return ", ".join([say(f"score.{name}", lang), *shared])


def _around(around: Neighbours, lang: Lang) -> list[str]:
    if around.nearest is None:
        return [say("score.silent", lang)] if around.others else []
    return [say("score.beside" if around.nearest == 1 else "score.elsewhere", lang)]

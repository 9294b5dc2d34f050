"""Excerpts with their codings, and explanations of why a segment was coded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kubecode.coder.neighbours import Neighbours
from kubecode.coder.rarity import Rarity
from kubecode.coder.score_breakdown import ScoreBreakdown
from kubecode.model import Coding, Status
from kubecode.study.explain import ExplainedLine, ExplainedSegment
from kubecode.terminal.palette import CONFIDENCE, EVIDENCE, HINT, STATUS, VALENCE
from kubecode.terminal.rich_text import HangingIndent, one_line, plain, visible
from kubecode.terminal.words_view import derivation
from kubecode.wording import Lang, say


def excerpts_view(codings: Iterable[Coding], lang: Lang) -> Group:
    """Return the excerpts as a list, each with its source, coding and reason."""
    parts = [part for coding in codings for part in (_excerpt(coding, lang), Text())]
    return Group(*(parts or [Text(say("no_excerpts", lang))]))


def _excerpt(coding: Coding, lang: Lang) -> RenderableType:
    return Group(
        _source(coding),
        Padding(marked_excerpt(coding), (0, 0, 0, 2)),
        Padding(_coding(coding, lang), (0, 0, 0, 2)),
    )


def _source(coding: Coding) -> Text:
    who = ", ".join(filter(None, [coding.informant, coding.role])) or coding.source_kind
    text = plain(f"{coding.document}:{coding.line}", "bold")
    return text.append(f"  {visible(coding.case)} · {visible(who)}", HINT)


def marked_excerpt(coding: Coding) -> Text:
    """Return the excerpt with its evidence in [ ] and underlined."""
    text, done = Text("“"), 0
    for start, end in _marks(coding):
        text.append(one_line(coding.text[done:start]))
        text.append(f"[{one_line(coding.text[start:end])}]", EVIDENCE)
        done = end
    return text.append(one_line(coding.text[done:])).append("”")


def _marks(coding: Coding) -> list[tuple[int, int]]:
    """Return the (start, end) of each mark in the excerpt; overlapping evidence is one mark.

    Offsets are code points from the start of the excerpt.
    """
    marks: list[tuple[int, int]] = []
    for start, end in sorted(
        (piece.start - coding.start, piece.end - coding.start) for piece in coding.evidence
    ):
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return marks


def _coding(coding: Coding, lang: Lang) -> Text:
    """Return code, valence, presence, band and status on one line; below it the reason and the memo."""
    text = Text(visible(coding.path), style="bold")
    text.append(f"  {say(coding.valence or 'unstated', lang)}", VALENCE[coding.valence])
    text.append(f" · {say(coding.presence, lang)}")
    if coding.confidence:
        text.append(f" · {say(coding.confidence, lang)}", CONFIDENCE[coding.confidence])
    text.append(f" · {say(coding.status, lang)}", STATUS[coding.status])
    if coding.exemplar:
        text.append(f" · ★ {say('review.star', lang)}")
    if coding.status is not Status.SUGGESTED:
        text.append(f" ({visible(coding.coder)})", HINT)
    text.append(f"\n{visible(coding.reason)}", HINT)
    if coding.memo:
        text.append(f"\n{say('memo', lang)}: {visible(coding.memo)}", "italic")
    return text


def explanation_view(explained: ExplainedLine, lang: Lang) -> Group:
    """Return the text of a line, and for each segment why it has suggestions or only near misses."""
    parts: list[RenderableType] = [
        plain(f"{explained.document}:{explained.line}", "bold"),
        Padding(plain(explained.text), (0, 0, 1, 2)),
    ]
    if explained.question:
        parts.append(Text(say("explain.question", lang)))
    elif not explained.segments:
        parts.append(Text(say("explain.nothing", lang)))
    for segment in explained.segments:
        parts.extend(_segment_parts(segment, lang))
    return Group(*parts)


def explained_segment_view(explained: ExplainedSegment, lang: Lang) -> Group:
    """Return why a segment has its suggestions, and why near misses have none."""
    return Group(*_segment_parts(explained, lang))


def _segment_parts(explained: ExplainedSegment, lang: Lang) -> Iterator[RenderableType]:
    if not explained.codings:
        yield plain(f"“{explained.segment.text}”")
        yield Text(f"  {say('explain.no_suggestion', lang)}", HINT)
    breakdowns = {breakdown.suggestion.code: breakdown for breakdown in explained.scores}
    for number, coding in enumerate(explained.codings):
        if number == 0:
            yield marked_excerpt(coding)
        yield Padding(_coding(coding, lang), (0, 0, 0, 2))
        if breakdown := breakdowns.pop(coding.path, None):
            yield HangingIndent(_score(breakdown, lang), indent=2)
    for miss in explained.near_misses:
        why = say(f"miss.{miss.why}", lang, ", ".join(miss.missing))
        yield HangingIndent(plain(f"· {miss.code}: “{miss.indicator}” {why}", HINT), indent=2)
    unknown = [analysis.form for analysis in explained.words if not analysis.known]
    changed = [
        f"{analysis.form} → {derivation(analysis)}"
        for analysis in explained.words
        if analysis.known and analysis.form != analysis.lemma
    ]
    if changed:
        yield HangingIndent(
            plain(f"{say('explain.readings', lang)}: {', '.join(dict.fromkeys(changed))}", HINT), indent=2
        )
    if unknown:
        yield HangingIndent(
            plain(f"{say('explain.unknown', lang)}: {', '.join(dict.fromkeys(unknown))}", HINT), indent=2
        )
    yield Text()


def _score(breakdown: ScoreBreakdown, lang: Lang) -> Text:
    """Return the score, the rarity of each piece of evidence, and whether the turn has the code again."""
    pieces = [f"“{visible(piece.indicator)}” {_rarity(rarity, lang)}" for piece, rarity in breakdown.pieces]
    parts = [*pieces, *_neighbours(breakdown.neighbours, lang)]
    return Text(f"{say('score.score', lang, f'{breakdown.suggestion.score:.2f}')}: {'; '.join(parts)}", HINT)


def _rarity(rarity: Rarity, lang: Lang) -> str:
    name = "common" if rarity.steps == 1 else "less_common" if rarity.steps <= 3 else "rare"
    shared = [say("score.shared", lang, rarity.codes)] if rarity.codes > 1 else []
    return ", ".join([say(f"score.{name}", lang), *shared])


def _neighbours(neighbours: Neighbours, lang: Lang) -> list[str]:
    if neighbours.nearest is None:
        return [say("score.silent", lang)] if neighbours.others else []
    return [say("score.beside" if neighbours.nearest == 1 else "score.elsewhere", lang)]

"""Proposals for the codebook as people see them: one with its reasons, or all in a table."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.codebook import Group
from kubecode.model import split_code
from kubecode.study.indicator_mining.mining import MiningResult
from kubecode.study.indicator_mining.proposals import CandidateChange, ChangeKind, CodebookProposal, Example
from kubecode.terminal.excerpts_view import marked
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import HangingIndent, plain, visible
from kubecode.terminal.summaries import from_here
from kubecode.wording import Lang, say

_STYLE = {ChangeKind.ADD: "green", ChangeKind.REMOVE: "red"}
_PATH = 24
"""Characters of a path that fit into the table on a narrow screen."""

_SIGN = {ChangeKind.ADD: "+", ChangeKind.REMOVE: "-"}


def named(candidate: CandidateChange, lang: Lang) -> Text:
    """Return what is proposed on one line: the change, the indicator and its code."""
    text = Text(f"{say(f'learn.{candidate.change}', lang)} ", _STYLE[candidate.change])
    return text.append(f"“{visible(candidate.indicator.text)}”", "bold").append(
        f" · {visible(candidate.path)}"
    )


def under(group: Group, lang: Lang) -> str:
    """Return under which group of the code's indicators a new one shall stand."""
    return say("learn.under", lang, say(f"group.{group}", lang))


def proposal_view(proposal: CodebookProposal, left: int, lang: Lang) -> Lines:
    """Return a proposal with its reasons, its effect and some of the segments that it changes."""
    candidate, code = proposal.candidate, proposal.code
    return Lines(
        Text(f"\n── {say('learn.left', lang, left)} · ", HINT).append_text(named(candidate, lang)),
        HangingIndent(plain(f"{code.label}: {code.brief}", HINT)),
        *([_under(candidate, lang)] if candidate.change is ChangeKind.ADD else []),
        HangingIndent(Text(_reason(candidate, lang))),
        HangingIndent(_effect(proposal, lang)),
        *(_example(example) for example in proposal.examples),
    )


def _under(candidate: CandidateChange, lang: Lang) -> Text:
    group = candidate.indicator.group
    text = Text(under(group, lang))
    if group is not Group.ANY:
        text.append(f" ({say('learn.agree', lang, candidate.agree, candidate.stated)})", HINT)
    return text


def proposals_view(proposals: Iterable[CodebookProposal], lang: Lang) -> Lines:
    """Return all proposals in a table, and what its figures mean."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("learn.changes", "code", "learn.evidence", "evaluation.precision", "evaluation.recall"):
        table.add_column(say(heading, lang), overflow="fold", no_wrap=heading.startswith("evaluation"))
    for proposal in proposals:
        candidate, before, after = proposal.candidate, proposal.effect.before, proposal.effect.after
        table.add_row(
            plain(f"{_SIGN[candidate.change]} {candidate.indicator.text}", _STYLE[candidate.change]),
            Text(_broken(candidate.path)),
            _short_reason(candidate, lang),
            f"{_share(before.precision)}→{_share(after.precision)}",
            f"{_share(before.recall)}→{_share(after.recall)}",
        )
    if not table.row_count:
        return Lines(Text(say("learn.none", lang)))
    return Lines(table, Text(say("learn.legend_table", lang).strip(), HINT))


def mining_result_view(result: MiningResult, lang: Lang) -> Text:
    """Return what was written and refused, and what makes the new suggestions."""
    added = sum(1 for candidate in result.accepted if candidate.change is ChangeKind.ADD)
    counts = (added, len(result.accepted) - added, len(result.refused), result.left)
    text = Text(say("learn.summary", lang, *counts))
    if result.accepted:
        text.append(f"\n{say('learn.changed', lang, visible(from_here(result.file)))}", "bold")
    return text


def _reason(candidate: CandidateChange, lang: Lang) -> str:
    key, track = candidate.keyness, candidate.track
    if key:
        counts = (key.with_code, key.code_segments, key.elsewhere, key.other_segments, candidate.voices)
        return say("learn.key", lang, *counts, f"{key.g2:.1f}", key.chance, f"{key.log_ratio:.1f}")
    return say("learn.track", lang, track.fired, track.accepted, track.rejected) if track else ""


def _short_reason(candidate: CandidateChange, lang: Lang) -> str:
    key, track = candidate.keyness, candidate.track
    if key:
        return say("learn.spoke", lang, f"{key.g2:.1f}", key.with_code, key.elsewhere)
    return say("learn.judged", lang, track.accepted, track.rejected) if track else ""


def _effect(proposal: CodebookProposal, lang: Lang) -> Text:
    effect, before, after = proposal.effect, proposal.effect.before, proposal.effect.after
    shares = map(_share, (before.precision, after.precision, before.recall, after.recall))
    text = Text(say("learn.effect", lang, split_code(proposal.candidate.path)[0], *shares), "bold")
    what = "finds" if proposal.candidate.change is ChangeKind.ADD else "spares"
    return text.append(f" · {say(f'learn.{what}', lang, len(effect.right), len(effect.wrong))}", "default")


def _broken(path: str) -> str:
    """Return a path that is too long for its column in several lines."""
    path = visible(path)
    return path if len(path) <= _PATH else path.replace("/", "/\n")


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _example(example: Example) -> RenderableType:
    coding = example.coding
    mark = Text("  ✓ ", "green") if example.is_right else Text("  ✗ ", "red")
    who = f" {coding.informant}" if coding.informant else ""
    mark.append(f"{visible(f'{coding.document}:{coding.line}{who}')}  ", HINT)
    return HangingIndent(mark.append_text(marked(coding)))

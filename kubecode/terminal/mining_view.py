"""Codebook proposals: one with its reasons and examples, or all in a table."""

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
from kubecode.terminal.excerpts_view import marked_excerpt
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import HangingIndent, plain, visible
from kubecode.terminal.summaries import relative_path
from kubecode.wording import Lang, say

_STYLE = {ChangeKind.ADD: "green", ChangeKind.REMOVE: "red"}
_SIGN = {ChangeKind.ADD: "+", ChangeKind.REMOVE: "-"}
_MAX_PATH = 24
"""Characters of a code path that fit on one line of the table in 80 columns."""


def candidate_text(candidate: CandidateChange, lang: Lang) -> Text:
    """Return a proposed change on one line: add or remove, the indicator, and its code."""
    text = Text(f"{say(f'learn.{candidate.change}', lang)} ", _STYLE[candidate.change])
    return text.append(f"“{visible(candidate.indicator.text)}”", "bold").append(
        f" · {visible(candidate.path)}"
    )


def group_text(group: Group, lang: Lang) -> str:
    """Return the group of indicators that a new indicator is added to, as a sentence."""
    return say("learn.under", lang, say(f"group.{group}", lang))


def proposal_view(proposal: CodebookProposal, left: int, lang: Lang) -> Lines:
    """Return a proposal with its reason, effect and examples; ``left`` is the number of open proposals."""
    candidate, code = proposal.candidate, proposal.code
    return Lines(
        Text(f"\n── {say('learn.left', lang, left)} · ", HINT).append_text(candidate_text(candidate, lang)),
        HangingIndent(plain(f"{code.label}: {code.brief}", HINT)),
        *([_group(candidate, lang)] if candidate.change is ChangeKind.ADD else []),
        HangingIndent(Text(_reason(candidate, lang))),
        HangingIndent(_effect(proposal, lang)),
        *(_example(example) for example in proposal.examples),
    )


def _group(candidate: CandidateChange, lang: Lang) -> Text:
    group = candidate.indicator.group
    text = Text(group_text(group, lang))
    if group is not Group.ANY:
        text.append(f" ({say('learn.agree', lang, candidate.agree, candidate.stated)})", HINT)
    return text


def proposals_view(proposals: Iterable[CodebookProposal], lang: Lang) -> Lines:
    """Return a table of all proposals with a legend."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("learn.changes", "code", "learn.evidence", "evaluation.precision", "evaluation.recall"):
        table.add_column(say(heading, lang), overflow="fold", no_wrap=heading.startswith("evaluation"))
    for proposal in proposals:
        candidate, before, after = proposal.candidate, proposal.effect.before, proposal.effect.after
        table.add_row(
            plain(f"{_SIGN[candidate.change]} {candidate.indicator.text}", _STYLE[candidate.change]),
            Text(_wrapped(candidate.path)),
            _short_reason(candidate, lang),
            f"{_share(before.precision)}→{_share(after.precision)}",
            f"{_share(before.recall)}→{_share(after.recall)}",
        )
    if not table.row_count:
        return Lines(Text(say("learn.none", lang)))
    return Lines(table, Text(say("learn.legend_table", lang).strip(), HINT))


def mining_result_view(result: MiningResult, lang: Lang) -> Text:
    """Return the numbers of accepted, refused and open proposals, and the command to run next."""
    added = sum(1 for candidate in result.accepted if candidate.change is ChangeKind.ADD)
    counts = (added, len(result.accepted) - added, len(result.refused), result.left)
    text = Text(say("learn.summary", lang, *counts))
    if result.accepted:
        text.append(f"\n{say('learn.changed', lang, visible(relative_path(result.file)))}", "bold")
    return text


def _reason(candidate: CandidateChange, lang: Lang) -> str:
    keyness, track = candidate.keyness, candidate.track
    if keyness:
        counts = (keyness.with_code, keyness.code_segments, keyness.elsewhere, keyness.other_segments)
        figures = (f"{keyness.g2:.1f}", keyness.chance, f"{keyness.log_ratio:.1f}")
        return say("learn.key", lang, *counts, candidate.voices, *figures)
    return say("learn.track", lang, track.fired, track.accepted, track.rejected) if track else ""


def _short_reason(candidate: CandidateChange, lang: Lang) -> str:
    keyness, track = candidate.keyness, candidate.track
    if keyness:
        return say("learn.spoke", lang, f"{keyness.g2:.1f}", keyness.with_code, keyness.elsewhere)
    return say("learn.judged", lang, track.accepted, track.rejected) if track else ""


def _effect(proposal: CodebookProposal, lang: Lang) -> Text:
    effect, before, after = proposal.effect, proposal.effect.before, proposal.effect.after
    shares = map(_share, (before.precision, after.precision, before.recall, after.recall))
    text = Text(say("learn.effect", lang, split_code(proposal.candidate.path)[0], *shares), "bold")
    verb = "finds" if proposal.candidate.change is ChangeKind.ADD else "spares"
    return text.append(f" · {say(f'learn.{verb}', lang, len(effect.right), len(effect.wrong))}", "default")


def _wrapped(path: str) -> str:
    """Return a code path; one that is too long for its column has a line for each part."""
    path = visible(path)
    return path if len(path) <= _MAX_PATH else path.replace("/", "/\n")


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}"


def _example(example: Example) -> RenderableType:
    coding = example.coding
    mark = Text("  ✓ ", "green") if example.is_right else Text("  ✗ ", "red")
    informant = f" {coding.informant}" if coding.informant else ""
    mark.append(f"{visible(f'{coding.document}:{coding.line}{informant}')}  ", HINT)
    return HangingIndent(mark.append_text(marked_excerpt(coding)))

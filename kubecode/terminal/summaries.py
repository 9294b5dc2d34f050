"""Summaries that commands print: short tables, problems, and the command to run next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.codebook import Code, Codebook, CodebookChange, Indicator
from kubecode.errors import Problem
from kubecode.model import Coding, Confidence, EvidenceKind, Status
from kubecode.study.ingest.corrected_texts import CorrectedText
from kubecode.study.ingest.tag_results import DocumentChange, TagResult
from kubecode.study.review import ReviewResult
from kubecode.synthesiser.evaluation import CodeScore, Evaluation
from kubecode.terminal.calibration_view import calibration_parts
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import HangingIndent, one_line, plain, visible
from kubecode.wording import Lang, say

_BAR = 20
"""Columns of the longest bar."""

_PARTS = (
    "brief",
    "definition",
    "use_when",
    "not_when",
    "example",
    "counter_example",
    "direction",
    "family",
    "origin",
)


def _table(*headings: tuple[str, str], between: int = 2) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, between, 0, 0))
    for heading, justify in headings:
        table.add_column(heading, justify="right" if justify == "right" else "left", overflow="fold")
    return table


def tag_view(result: TagResult, lang: Lang) -> Group:
    """Return counts for each case, the suggestions of each code, changes, and the command to run next."""
    cases = _table(
        (say("case", lang), ""),
        (say("documents", lang), "right"),
        (say("informants", lang), "right"),
        (say("segments", lang), "right"),
        (say("suggestions", lang), "right"),
    )
    counts_by_case: dict[str, list[int]] = {}
    informants: dict[str, set[str]] = {}
    for tagged in result.tagged:
        case = tagged.document.case
        counts = counts_by_case.setdefault(case, [0, 0, 0])
        counts[0] += 1
        counts[1] += len(tagged.document.segments)
        counts[2] += sum(c.status is Status.SUGGESTED for c in tagged.codings)
        informants.setdefault(case, set()).update(t.informant for t in tagged.document.turns if t.informant)
    for case, (documents, segments, suggestions) in sorted(counts_by_case.items()):
        cases.add_row(
            plain(case), str(documents), str(len(informants[case])), str(segments), str(suggestions)
        )
    parts: list[RenderableType] = [cases, _code_bars(result, lang)]
    if result.learned:
        parts.append(learned_view(result, lang))
    parts += [line for one in result.corrected if one.has_decisions for line in _correction(one, lang)]
    return Group(*parts, _what_changed(result, lang))


def _correction(correction: CorrectedText, lang: Lang) -> Iterator[Text]:
    """Yield what a corrected text did to its decisions: counts, changed words, words without a place."""
    counts = correction.kept, len(correction.changed), len(correction.unplaced)
    yield plain(f"{one_line(correction.document)}: {say('correction.counts', lang, *counts)}")
    for quote in correction.changed:
        yield plain(f"  {say('correction.old', lang)}  {one_line(quote.old)}", HINT)
        yield plain(f"  {say('correction.new', lang)}  {one_line(quote.new)}")
    for words in correction.unplaced:
        yield plain(f"  {say('correction.unplaced', lang)}  {one_line(words)}")


def learned_view(result: TagResult, lang: Lang) -> Table:
    """Return for each code its decisions and learned suggestions, or why there are none."""
    table = _table(
        (say("learned.heading", lang), ""),
        (say("learned.decisions", lang), "right"),
        (say("suggestions", lang), "right"),
        ("", ""),
    )
    codings = [coding for tagged in result.tagged for coding in tagged.codings]
    suggested = Counter(c.code for c in codings if c.evidence and c.evidence[0].kind is EvidenceKind.LEARNED)
    for code in result.learned:
        why = say(f"learned.{code.silence}", lang) if code.silence else ""
        count = "–" if code.silence else str(suggested[code.code])
        table.add_row(plain(code.code), str(code.decisions), count, Text(why, HINT))
    return table


def _code_bars(result: TagResult, lang: Lang) -> Table:
    """Return the suggestions of each code, with a bar of strong, medium and weak ones."""
    codings = [c for tagged in result.tagged for c in tagged.codings if c.status is Status.SUGGESTED]
    table = _table((say("code", lang), ""), (say("suggestions", lang), "right"), (say("bands", lang), ""))
    by_code = Counter(coding.code for coding in codings)
    most = max(by_code.values(), default=1)
    for code, count in sorted(by_code.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(plain(code), str(count), _bar([c for c in codings if c.code == code], most))
    return table


def _bar(codings: list[Coding], most: int) -> Text:
    bar = Text()
    marks = ((Confidence.STRONG, "█", "blue"), (Confidence.MEDIUM, "▒", "blue"), (Confidence.WEAK, "·", HINT))
    counts = Counter(coding.confidence for coding in codings)
    for band, mark, style in marks:
        bar.append(mark * round(_BAR * counts[band] / most), style)
    return bar


def _what_changed(result: TagResult, lang: Lang) -> Text:
    changes = Counter(tagged.change for tagged in result.tagged)
    changed = ", ".join(
        say(f"change.{change}", lang, changes[change]) for change in DocumentChange if changes[change]
    )
    text = Text(f"{changed} · {say('codebook', lang)}: {visible(result.codebook)}")
    if result.study:
        text.append(f" · {visible(relative_path(result.study))}")
    if (result.suggestions and any(result.suggestions)) or result.corrected:
        text.append(f"\n{_suggestions_and_decisions(result, lang)}")
    if result.study:
        undecided = sum(c.status is Status.SUGGESTED for t in result.tagged for c in t.codings)
        text.append(f"\n{say('next.review' if undecided else 'next.matrix', lang)}", "bold")
    else:
        text.append(f"\n{say('next.dry_run', lang)}", "bold")
    return text


def _suggestions_and_decisions(result: TagResult, lang: Lang) -> str:
    """Return what the new run changed: ``12 new suggestions, 3 gone, 69 decisions kept, 2 to place``."""
    new, gone = (result.suggestions.new, result.suggestions.gone) if result.suggestions else (0, 0)
    words = [say("correction.suggestions", lang, new, gone)]
    if decided := [one for one in result.corrected if one.has_decisions]:
        kept = sum(one.kept + len(one.changed) for one in decided)
        words.append(say("correction.decisions", lang, kept, sum(len(one.unplaced) for one in decided)))
    return ", ".join(words)


def relative_path(path: Path) -> str:
    """Return the path relative to the working directory, or unchanged if it is outside."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def review_view(result: ReviewResult, lang: Lang) -> Text:
    """Return the decisions of a review by status, what is undecided, and the command to run next."""
    decided = ", ".join(f"{count} {say(status, lang)}" for status, count in sorted(result.decided.items()))
    if result.without_code:
        decided = ", ".join(
            filter(None, [decided, f"{result.without_code} {say('review.without_code', lang)}"])
        )
    text = Text(f"{say('saved', lang)}: {decided or '0'}. {say('undecided', lang, result.undecided)}")
    if result.undecided:
        text.append(f"\n{say('next.review', lang)}", "bold")
    elif result.skipped:
        text.append(f"\n{say('next.skipped', lang, result.skipped)}", "bold")
    elif result.to_discuss:
        text.append(f"\n{say('next.to_discuss', lang, result.to_discuss)}", "bold")
    else:
        text.append(f"\n{say('next.matrix', lang)}", "bold")
    return text


def evaluation_view(evaluation: Evaluation, lang: Lang) -> Group:
    """Return precision, recall, F1 and valence accuracy of each code and in total, then the bands."""
    table = _table(
        (say("code", lang), ""),
        *((say(f"evaluation.{name}", lang), "right") for name in ("gold", "suggested", "hits")),
        *((say(f"evaluation.{name}", lang), "right") for name in ("precision", "recall", "f1", "valence")),
        between=1,
    )
    for score in evaluation.codes:
        table.add_row(*_score_row(score, score.code))
    table.add_section()
    table.add_row(*_score_row(evaluation.total, say("evaluation.all", lang)), style="bold")
    return Group(table, *calibration_parts(evaluation, lang))


def _score_row(score: CodeScore, label: str) -> list[str]:
    shares = (score.precision, score.recall, score.f1, score.valence_accuracy)
    return [
        label,
        *(str(count) for count in (score.gold, score.suggested, score.hits)),
        *_shares(*shares),
    ]


def learned_evaluation_view(evaluations: Mapping[str, Evaluation], lang: Lang) -> Group:
    """Return precision, recall and F1 by code of ``rules``, ``learned`` suggestions and ``both``."""
    table = _table(
        (say("code", lang), ""),
        (say("evaluation.gold", lang), "right"),
        *(
            (f"{say(f'evaluation.{source}', lang)}\n{'   n' * (source == 'learned')}    P    R   F1", "")
            for source in evaluations
        ),
        between=1,
    )
    for scores in zip(*(evaluation.codes for evaluation in evaluations.values()), strict=True):
        table.add_row(*_scores_by_source(scores[0].code, dict(zip(evaluations, scores, strict=True))))
    table.add_section()
    total = {source: evaluation.total for source, evaluation in evaluations.items()}
    table.add_row(*_scores_by_source(say("evaluation.all", lang), total), style="bold")
    return Group(table, Text(say("evaluation.legend", lang), HINT))


def _scores_by_source(label: str, scores: Mapping[str, CodeScore]) -> list[str]:
    cells = []
    for source, score in scores.items():
        count = f"{score.suggested:4} " if source == "learned" else ""
        shares = _shares(score.precision, score.recall, score.f1)
        cells.append(count + " ".join(f"{share:>4}" for share in shares))
    return [label, str(scores["rules"].gold), *cells]


def _shares(*shares: float | None) -> list[str]:
    return ["–" if share is None else f"{share:.2f}" for share in shares]


def problems_view(problems: Iterable[Problem]) -> Group:
    """Return problems, one a line: position, message, hint."""
    lines = []
    for problem in problems:
        style = {"error": "red", "warning": "yellow", "note": ""}[problem.severity]
        line = Text(f"{visible(problem.heading)} ", style="bold")
        line.append(visible(problem.message), style)
        lines.append(line.append(f" ({visible(problem.hint)})", HINT) if problem.hint else line)
    return Group(*lines)


def codebook_view(codebook: Codebook, lang: Lang) -> Group:
    """Return the codes as a tree with their labels and numbers of indicators, then the lenses."""
    parts: list[RenderableType] = [plain(codebook.title, "bold"), Text()]
    for code in codebook.walk():
        depth = code.path.count("/")
        line = Text()
        line.append(visible(code.path.rsplit("/", 1)[-1]), "bold")
        line.append(f"  {visible(code.label)} · {say('n.indicators', lang, len(code.indicators))}", HINT)
        parts.append(HangingIndent(line, indent=2 * depth))
    return Group(*parts, Text(), Text(_lenses(codebook, lang)))


def _lenses(codebook: Codebook, lang: Lang) -> str:
    names = ", ".join(f"{lens.id} ({visible(lens.label)})" for lens in codebook.lenses)
    return f"{say('lenses', lang)}: {names or '–'}"


def code_view(code: Code, lang: Lang) -> Group:
    """Return all parts of one code, its indicators by group, and its exclusions."""
    lines = [(f"part.{part}", getattr(code, part)) for part in _PARTS]
    for group in ("supports", "hinders", "any"):
        lines.append((f"group.{group}", _listed(i for i in code.indicators if i.group == group)))
    lines.append(("group.exclude", _listed(code.exclude)))
    return Group(
        plain(f"{code.path} · {code.label}", "bold"),
        *(_part(say(key, lang), text) for key, text in lines if text),
    )


def _listed(indicators: Iterable[Indicator]) -> str:
    return ", ".join(indicator.text for indicator in indicators)


def _part(name: str, text: str) -> HangingIndent:
    return HangingIndent(Text(f"{name}: ", "bold").append(visible(text), "default"))


def changes_view(changes: list[CodebookChange], lang: Lang) -> Group:
    """Return what changed between two codebooks, one change a line."""
    marks = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
    lines = []
    for change in changes:
        mark, style = marks[change.kind]
        values = " → ".join(filter(None, [change.before, change.after]))
        lines.append(Text(f"{mark} {visible(change.path)} · {change.what}: {visible(values)}", style=style))
    return Group(*(lines or [Text(say("no_changes", lang))]))

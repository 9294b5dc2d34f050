"""What the page is made of: the report's own values, and names for the places that links lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from kubecode.model import Coding, Document, Presence, Valence
from kubecode.safe_text import visible
from kubecode.synthesiser.cell_words import (
    EMPTY_SYMBOLS,
    cell_words,
    divergence_sentence,
    legend_keys,
    place_words,
    position_word,
    quote_source,
    speaker_words,
    valence_word,
    voice_word,
)
from kubecode.synthesiser.cells import Cell, Matrix
from kubecode.synthesiser.cooccurrence import FEWEST, Pair
from kubecode.synthesiser.counts import Count
from kubecode.synthesiser.recall import Recall
from kubecode.synthesiser.report import Report
from kubecode.synthesiser.saturation_words import base_sentence, reached_sentences, saturation_notes
from kubecode.synthesiser.voices import voice_name
from kubecode.valences import VALENCES
from kubecode.wording import Lang, say
from kubecode.writers.analyses import saturation_content
from kubecode.writers.page.anchors import Excerpt, ExcerptGroup, PageAnchors, PageCell, find_anchors
from kubecode.writers.page.figures import cooccurrence_chart, count_charts, saturation_chart
from kubecode.writers.page.transcript import MarkedSpan, quote_html, transcript_html


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A matrix as a table of colours, and the places to which its cells lead."""

    anchor: str
    title: str
    caption: str
    matrix: Matrix
    goals: Mapping[tuple[str, str], list[PageCell] | list[ExcerptGroup]]
    is_main: bool = False
    is_lens: bool = False


def page_contents(report: Report, lang: Lang) -> dict[str, Any]:
    """Return everything that the templates name."""
    places = find_anchors(report)
    heats = list(_heats(report, places, lang))
    return {
        "report": report,
        "trail": report.trail,
        "title": report.codebook.title or report.codebook.name,
        "places": places,
        "heats": heats,
        "sections": list(_sections(heats, lang)),
        "divergences": [(o, d) for o in places.cells for d in o.cell.settled_divergence],
        "negatives": list(_negatives(report, places)),
        "counts": {(count.row, count.column): count for count in report.counts},
        "charts": count_charts(report, lang),
        **_analyses(report, lang),
        "legend": list(_legend(report, lang)),
        "has_draft": any(cell.draft for cell in report.matrix.cells.values()),
        "transcript": _transcripts(places, lang),
        "valences": VALENCES,
        **_words(lang),
    }


def _analyses(report: Report, lang: Lang) -> dict[str, Any]:
    """Return which codes meet and what each interview adds: drawings, tables and sentences."""
    meeting, saturation = report.cooccurrence, report.saturation
    return {
        "meeting": cooccurrence_chart(meeting, lang),
        "meeting_legend": say("cooccurrence.legend", lang, FEWEST),
        "saturation": saturation_chart(saturation, lang),
        "saturation_tables": saturation_content(saturation, lang).tables[:2],
        "saturation_says": [base_sentence(saturation, lang), *reached_sentences(saturation, lang)],
        "saturation_notes": list(saturation_notes(saturation, lang)),
    }


def _words(lang: Lang) -> dict[str, Callable[..., Any]]:
    """Return how the templates say things in a language."""
    return {
        "say": lambda key, *values: say(key, lang, *values),
        "words": partial(cell_words, lang=lang),
        "kind": _kind,
        "signs": partial(_signs, lang=lang),
        "voice_word": partial(voice_word, lang=lang),
        "position_word": partial(position_word, lang=lang),
        "divergence_sentence": partial(divergence_sentence, lang=lang),
        "quote_source": partial(quote_source, lang=lang),
        "speaker": lambda coding: speaker_words(voice_name(coding), coding.role, lang),
        "place": lambda coding: place_words(coding.document, coding.line),
        "quote": _quote,
        "judged": partial(_judged, lang=lang),
        "per_1000": _per_1000,
        "recall": _recall,
        "coefficient": _coefficient,
    }


def _heats(report: Report, places: PageAnchors, lang: Lang) -> Iterator[HeatMap]:
    main = {(opened.row.id, opened.column.key): [opened] for opened in places.cells}
    caption = say("page.matrix_caption", lang)
    yield HeatMap("matrix", say("page.matrix", lang), caption, report.matrix, main, is_main=True)
    others = [seen for seen in report.lenses if seen.matrix.rows != report.matrix.rows]
    for number, seen in enumerate(others, 1):
        title = say("page.lens", lang, seen.lens.label)
        caption = say("page.lens_caption", lang, seen.lens.label)
        goals = places.groups_of(seen.matrix)
        yield HeatMap(f"lens{number}", title, caption, seen.matrix, goals, is_lens=True)
    if report.subcodes.rows != report.matrix.rows:
        goals = places.groups_of(report.subcodes)
        caption = say("page.subcodes_caption", lang)
        yield HeatMap("subcodes", say("page.subcodes", lang), caption, report.subcodes, goals)


def _sections(heats: list[HeatMap], lang: Lang) -> Iterator[tuple[str, str]]:
    yield "facts", say("page.facts", lang)
    yield from ((heat.anchor, heat.title) for heat in heats)
    for name in ("divergence", "negative", "counts"):
        yield name, say(f"page.{name}", lang)
    for name in ("cooccurrence", "saturation"):
        yield name, say(f"{name}.title", lang)
    for name in ("cells", "transcripts", "codebook", "audit"):
        yield name, say(f"page.{name}", lang)


def _negatives(report: Report, places: PageAnchors) -> Iterator[tuple[PageCell, list[Excerpt]]]:
    """Yield the cells in which something says the opposite, with what says it."""
    against = {(row.id, column.key) for row, column, _ in report.negative_cases()}
    for opened in places.cells:
        if (opened.row.id, opened.column.key) in against:
            yield opened, [excerpt for excerpt in opened.excerpts if excerpt.is_negative]


def _transcripts(places: PageAnchors, lang: Lang) -> Callable[[Document], Markup]:
    """Return what shows a document with its excerpts, and behind each the ways back to where it is listed."""
    on = places.excerpts_on()
    by_document: dict[str, list[MarkedSpan]] = {}
    for (document, start, end), anchor in places.marks.items():
        listed = on.get((document, start, end), [])
        words = tuple((e.start, e.end) for _, one in listed for c in one.codings for e in c.evidence)
        back = {
            one.coding.path: Markup(" <a href=#{}{}>{} {}</a>").format(
                one.anchor,
                _class(one.coding.valence),
                visible(one.coding.path),
                VALENCES[one.coding.valence].symbol,
            )
            for _, one in reversed(listed)
        }
        stretch = MarkedSpan(anchor, start, end, words, Markup("").join(reversed(back.values())))
        by_document.setdefault(document, []).append(stretch)
    return lambda document: transcript_html(document, by_document.get(document.name, []), lang)


def _class(valence: Valence | None) -> str:
    """Return the class attribute of a link back, empty for a valence without a colour of its own."""
    letter = VALENCES[valence].link_class
    return f" class={letter}" if letter else ""


def _quote(coding: Coding) -> Markup:
    return quote_html(coding.text, coding.start, tuple((e.start, e.end) for e in coding.evidence))


def _kind(cell: Cell) -> str:
    """Return the classes by which the style sheet colours a cell: its valence, or the kind of empty."""
    if cell.empty:
        return " ".join(filter(None, ["empty", cell.empty, cell.valence]))
    return " ".join([cell.valence or "unstated", *(["draft"] if cell.draft else [])])


def _signs(matrix: Matrix, lang: Lang) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what the cells of a matrix look like, each look once, with its symbol and what it means."""
    cells = list(matrix.cells.values())
    for valence, row in VALENCES.items():
        shown = next((cell for cell in cells if not cell.empty and cell.valence is valence), None)
        if shown:
            yield str(valence or "unstated"), (row.symbol, valence_word(shown, lang))
    for kind, symbol in EMPTY_SYMBOLS.items():
        if any(cell.empty is kind for cell in cells):
            yield f"empty {kind}", (symbol, say(f"empty.{kind}", lang))
    if any(cell.draft for cell in cells):
        yield "unstated draft", (VALENCES[Valence.SUPPORTS].symbol, say("legend.draft", lang))


def _legend(report: Report, lang: Lang) -> Iterator[str]:
    """Yield what the counts and marks of the matrix mean; its symbols have a key of their own."""
    for key in legend_keys(report.matrix.cells.values()):
        if key not in {"marks", "valence", "empty", "draft"}:
            yield say(f"legend.{key}", lang)


def _judged(coding: Coding, lang: Lang) -> str:
    """Say what a coder makes of an excerpt, and where it is not simply there: ``▲ supports · denied``."""
    said = f"{VALENCES[coding.valence].symbol} {say(coding.valence or 'unstated', lang)}"
    return said if coding.presence is Presence.PRESENT else f"{said} · {say(coding.presence, lang)}"


def _per_1000(count: Count) -> str:
    return "–" if count.per_1000_words is None else f"{count.per_1000_words:.1f}"


def _coefficient(pair: Pair) -> str:
    return "–" if pair.coefficient is None else f"{pair.coefficient:.2f}"


def _recall(recall: Recall) -> str:
    if recall.share is None or recall.interval is None:
        return "–"
    low, high = recall.interval
    return f"{recall.share:.2f} ({low:.2f}–{high:.2f})"

"""The values for the templates of the page: the report, its anchors, and functions for words."""

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
    """A matrix as a coloured table; its cells link to the ``targets``."""

    anchor: str
    title: str
    caption: str
    matrix: Matrix
    targets: Mapping[tuple[str, str], list[PageCell] | list[ExcerptGroup]]
    is_main: bool = False
    is_lens: bool = False


def page_contents(report: Report, lang: Lang) -> dict[str, Any]:
    """Return all values and functions that the templates use."""
    anchors = find_anchors(report)
    heat_maps = list(_heat_maps(report, anchors, lang))
    return {
        "report": report,
        "trail": report.trail,
        "title": report.codebook.title or report.codebook.name,
        "anchors": anchors,
        "heat_maps": heat_maps,
        "sections": list(_sections(heat_maps, lang)),
        "divergences": [
            (page_cell, d) for page_cell in anchors.cells for d in page_cell.cell.settled_divergence
        ],
        "negatives": list(_negatives(report, anchors)),
        "counts": {(count.row, count.column): count for count in report.counts},
        "charts": count_charts(report, lang),
        **_analyses(report, lang),
        "legend": list(_legend(report, lang)),
        "has_draft": any(cell.draft for cell in report.matrix.cells.values()),
        "transcript": _transcripts(anchors, lang),
        "valences": VALENCES,
        **_words(lang),
    }


def _analyses(report: Report, lang: Lang) -> dict[str, Any]:
    """Return co-occurrence and saturation: charts, tables and sentences."""
    cooccurrence, saturation = report.cooccurrence, report.saturation
    return {
        "cooccurrence": cooccurrence_chart(cooccurrence, lang),
        "cooccurrence_legend": say("cooccurrence.legend", lang, FEWEST),
        "saturation": saturation_chart(saturation, lang),
        "saturation_tables": saturation_content(saturation, lang).tables[:2],
        "saturation_sentences": [base_sentence(saturation, lang), *reached_sentences(saturation, lang)],
        "saturation_notes": list(saturation_notes(saturation, lang)),
    }


def _words(lang: Lang) -> dict[str, Callable[..., Any]]:
    """Return the functions that put values into words of a language."""
    return {
        "say": lambda key, *values: say(key, lang, *values),
        "words": partial(cell_words, lang=lang),
        "css_classes": _css_classes,
        "legend_entries": partial(_legend_entries, lang=lang),
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


def _heat_maps(report: Report, anchors: PageAnchors, lang: Lang) -> Iterator[HeatMap]:
    main = {(one.row.id, one.column.key): [one] for one in anchors.cells}
    caption = say("page.matrix_caption", lang)
    yield HeatMap("matrix", say("page.matrix", lang), caption, report.matrix, main, is_main=True)
    others = [lens for lens in report.lenses if lens.matrix.rows != report.matrix.rows]
    for number, one in enumerate(others, 1):
        title = say("page.lens", lang, one.lens.label)
        caption = say("page.lens_caption", lang, one.lens.label)
        targets = anchors.groups_of(one.matrix)
        yield HeatMap(f"lens{number}", title, caption, one.matrix, targets, is_lens=True)
    if report.subcodes.rows != report.matrix.rows:
        targets = anchors.groups_of(report.subcodes)
        caption = say("page.subcodes_caption", lang)
        yield HeatMap("subcodes", say("page.subcodes", lang), caption, report.subcodes, targets)


def _sections(heat_maps: list[HeatMap], lang: Lang) -> Iterator[tuple[str, str]]:
    yield "facts", say("page.facts", lang)
    yield from ((heat_map.anchor, heat_map.title) for heat_map in heat_maps)
    for name in ("divergence", "negative", "counts"):
        yield name, say(f"page.{name}", lang)
    for name in ("cooccurrence", "saturation"):
        yield name, say(f"{name}.title", lang)
    for name in ("cells", "transcripts", "codebook", "audit"):
        yield name, say(f"page.{name}", lang)


def _negatives(report: Report, anchors: PageAnchors) -> Iterator[tuple[PageCell, list[Excerpt]]]:
    """Yield the cells with negative cases, each with these excerpts."""
    against = {(row.id, column.key) for row, column, _ in report.negative_cases()}
    for page_cell in anchors.cells:
        if (page_cell.row.id, page_cell.column.key) in against:
            yield page_cell, [excerpt for excerpt in page_cell.excerpts if excerpt.is_negative]


def _transcripts(anchors: PageAnchors, lang: Lang) -> Callable[[Document], Markup]:
    """Return a function that shows a document; each excerpt is marked and has links to its cells."""
    by_span = anchors.excerpts_by_span()
    by_document: dict[str, list[MarkedSpan]] = {}
    for (document, start, end), anchor in anchors.marks.items():
        listed = by_span.get((document, start, end), [])
        words = tuple((e.start, e.end) for one in listed for c in one.codings for e in c.evidence)
        # Of several excerpts with the same code, the link leads to the first.
        links = {
            excerpt.coding.path: Markup(" <a href=#{}{}>{} {}</a>").format(
                excerpt.anchor,
                _class_attribute(excerpt.coding.valence),
                visible(excerpt.coding.path),
                VALENCES[excerpt.coding.valence].symbol,
            )
            for excerpt in reversed(listed)
        }
        marked = MarkedSpan(anchor, start, end, words, Markup("").join(reversed(links.values())))
        by_document.setdefault(document, []).append(marked)
    return lambda document: transcript_html(document, by_document.get(document.name, []), lang)


def _class_attribute(valence: Valence | None) -> str:
    """Return the class attribute of a link, empty for a valence without a colour of its own."""
    letter = VALENCES[valence].link_class
    return f" class={letter}" if letter else ""


def _quote(coding: Coding) -> Markup:
    return quote_html(coding.text, coding.start, tuple((e.start, e.end) for e in coding.evidence))


def _css_classes(cell: Cell) -> str:
    """Return the CSS classes of a cell: its valence and draft, or the kind of empty."""
    if cell.empty:
        return " ".join(filter(None, ["empty", cell.empty, cell.valence]))
    return " ".join([cell.valence or "unstated", *(["draft"] if cell.draft else [])])


def _legend_entries(matrix: Matrix, lang: Lang) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield an entry for each look of the cells in a matrix: its CSS classes, and (symbol, meaning)."""
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
    """Yield the meaning of the counts and marks in the matrix; the symbols have a legend of their own."""
    for key in legend_keys(report.matrix.cells.values()):
        if key not in {"marks", "valence", "empty", "draft"}:
            yield say(f"legend.{key}", lang)


def _judged(coding: Coding, lang: Lang) -> str:
    """Return the valence of a coding in words, and its presence unless present: ``▲ supports · denied``."""
    valence = f"{VALENCES[coding.valence].symbol} {say(coding.valence or 'unstated', lang)}"
    return valence if coding.presence is Presence.PRESENT else f"{valence} · {say(coding.presence, lang)}"


def _per_1000(count: Count) -> str:
    return "–" if count.per_1000_words is None else f"{count.per_1000_words:.1f}"


def _coefficient(pair: Pair) -> str:
    return "–" if pair.coefficient is None else f"{pair.coefficient:.2f}"


def _recall(recall: Recall) -> str:
    if recall.share is None or recall.interval is None:
        return "–"
    low, high = recall.interval
    return f"{recall.share:.2f} ({low:.2f}–{high:.2f})"

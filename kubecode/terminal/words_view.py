"""Tables of how words are analysed, and of the unknown words of a study."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from kubecode.language import WordAnalysis
from kubecode.study.words import AnalysedWord, UnknownWord
from kubecode.terminal.palette import EVIDENCE, HINT
from kubecode.terminal.rich_text import plain, visible
from kubecode.wording import Lang, say


def derivation(analysis: WordAnalysis) -> str:
    """Return the root with its affixes: ``di- ambil² -in`` (² marks reduplication), ``ga + bisa``."""
    doubled = "²" if analysis.reduplicated else ""
    suffixes = "".join(f" -{suffix}" for suffix in reversed(analysis.suffixes))
    prefixes = "".join(f"{prefix} " for prefix in analysis.prefixes)
    joined = f"{analysis.joined} + " if analysis.joined else ""
    return f"{joined}{prefixes}{analysis.lemma}{doubled}{suffixes}"


def _derivation_with_notes(analysis: WordAnalysis, lang: Lang) -> str:
    parts = [derivation(analysis)]
    if analysis.joined:
        parts.append(say("words.joined", lang, analysis.joined))
    if analysis.reduplicated:
        parts.append(say("words.reduplicated", lang))
    if analysis.spelling:
        parts.append(say("words.spelling", lang, analysis.spelling))
    return ", ".join(parts)


def words_view(words: Iterable[AnalysedWord], lang: Lang) -> Table:
    """Return a table with one row for each word: form, root, and the derivation."""
    table = _table("words.form", "words.root", "words.way", lang=lang)
    for word in words:
        analysis = word.analysis
        if analysis.known:
            table.add_row(
                plain(analysis.form),
                plain(analysis.lemma, "bold"),
                plain(_derivation_with_notes(analysis, lang)),
            )
        else:
            table.add_row(plain(analysis.form), Text("?", "bold"), plain(_unknown(word, lang), HINT))
    return table


def unknown_view(words: list[UnknownWord], lang: Lang) -> Group:
    """Return a table of unknown words: form, count, nearest root, first position and its context."""
    table = _table("words.form", "words.count", "words.near", "words.place", "words.context", lang=lang)
    for word in words:
        context = plain(f"…{word.before}").append(" " if word.before[-1:].isspace() else "")
        context.append(visible(word.surface), EVIDENCE)
        context.append(" " if word.behind[:1].isspace() else "").append(visible(f"{word.behind}…"))
        context.no_wrap, context.overflow = True, "ellipsis"
        nearest = word.nearest.root if word.nearest else ""
        source = plain(f"{word.document}:{word.line}", HINT)
        table.add_row(plain(word.form, "bold"), str(word.count), plain(nearest), source, context)
    return Group(table, Text(say("words.teach", lang) if words else say("words.all_known", lang)))


def _unknown(word: AnalysedWord, lang: Lang) -> str:
    unknown = say("words.unknown", lang)
    return f"{unknown}; {say('words.nearest', lang, word.nearest.root)}" if word.nearest else unknown


def _table(*headings: str, lang: Lang) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in headings:
        # Only the last column wraps if the table is too wide.
        table.add_column(
            say(heading, lang),
            justify="right" if heading == "words.count" else "left",
            no_wrap=heading != headings[-1],
        )
    return table

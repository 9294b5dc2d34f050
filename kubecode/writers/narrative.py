"""The report as a narrative in Markdown, made from a template that the researcher may replace."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from jinja2.runtime import BlockReference, Macro
from jinja2.sandbox import SandboxedEnvironment

from kubecode.errors import KubecodeError
from kubecode.safe_text import visible
from kubecode.synthesiser.cell_words import (
    cell_words,
    divergence_sentence,
    legend_sentence,
    quote_origin,
)
from kubecode.synthesiser.coreq import coreq_items, roles_words
from kubecode.synthesiser.fieldwork import fieldwork_by_case, fieldwork_of
from kubecode.synthesiser.narrative import Narrative, own_summary
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say
from kubecode.writers.markdown_text import Markdown, escape_markdown
from kubecode.writers.tables import MOST_GROUPS, batches

_BUNDLED: Mapping[Lang, str] = {"id": "laporan.md.j2", "en": "report.md.j2"}
# Filters that make HTML or mark a value as safe; the output here is Markdown.
_OF_HTML = ("e", "escape", "forceescape", "safe", "tojson", "urlize", "xmlattr")
_THOUSANDS: Mapping[Lang, str] = {"id": ".", "en": ","}


@dataclass(frozen=True, slots=True)
class Template:
    """A template of the report: its name as the user gave it, and its text (Jinja)."""

    name: str
    text: str


def bundled_template(lang: Lang) -> Template:
    """Return the bundled template of a language."""
    name = _BUNDLED[lang]
    return Template(name, files(__package__).joinpath("templates", name).read_text("utf-8"))


def narrative_markdown(
    report: Report, narrative: Narrative, lang: Lang, template: Template | None = None
) -> str:
    """Return the report as Markdown. Raises KubecodeError if the user's template fails."""
    used = template or bundled_template(lang)
    environment = _environment(used, lang)
    try:
        text = environment.get_template(used.name).render(_values(report, narrative, lang))
    except Exception as error:
        if template is None:  # an error in the bundled template is a bug
            raise
        raise KubecodeError(
            f"{template.name}:{_line(error, template.name)} {_error_text(error)}",
            "mend the template; 'kubecode report --show-template' prints one that works",
        ) from error
    # The template may contain control characters too; the indentation of its lines is kept.
    safe = "\n".join(line[: len(line) - len(line.lstrip(" "))] + visible(line) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", safe).strip("\n") + "\n"


class _Environment(SandboxedEnvironment):
    """An environment that escapes every value except the output of macros and blocks."""

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        result = super().call(__context, __obj, *args, **kwargs)
        return Markdown(result) if isinstance(__obj, Macro | BlockReference) else result


def _environment(template: Template, lang: Lang) -> _Environment:
    environment = _Environment(
        loader=FunctionLoader(lambda name: (template.text, name, None) if name == template.name else None),
        undefined=StrictUndefined,
        finalize=lambda value: escape_markdown("" if value is None else value),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in _OF_HTML:
        del environment.filters[name]
    environment.filters |= _filters(lang)
    return environment


def _filters(lang: Lang) -> dict[str, Callable[..., Any]]:
    """Return the filters of the templates: they put values into words and compute no figures."""
    return {
        "batches": lambda columns: batches(columns, MOST_GROUPS),
        "date": lambda iso: _date(iso, lang),
        "number": lambda number: f"{number:,}".replace(",", _THOUSANDS[lang]),
        "origin": lambda quote: quote_origin(quote, lang),
        "own_summary": own_summary,
        "percent": lambda share: "" if share is None else f"{100 * share:.0f}%",
        "sentence": lambda divergence: divergence_sentence(divergence, lang),
        "spoken": lambda text: " ".join(text.split()),
        "word": lambda key: say(key, lang),
        "words": lambda cell: cell_words(cell, lang),
    }


def _values(report: Report, narrative: Narrative, lang: Lang) -> dict[str, Any]:
    fieldwork = fieldwork_of(report.coverage)
    return {
        "report": report,
        "narrative": narrative,
        "fieldwork": fieldwork,
        "cases": fieldwork_by_case(report.coverage),
        "roles": roles_words(fieldwork, lang),
        "legend": legend_sentence(report.matrix.cells.values(), lang),
        "coreq": coreq_items(report, lang),
    }


def _date(iso: str | None, lang: Lang) -> str:
    """Return an ISO date in words: ``12 Mei 2016`` for ``2016-05-12``."""
    if not iso:
        return ""
    year, month, day = iso[:10].split("-")
    return f"{int(day)} {say(f'month.{int(month)}', lang)} {year}"


def _line(error: Exception, name: str) -> int:
    """Return the line of a template at which an error occurred."""
    at = getattr(error, "lineno", None)
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    return int(at or (lines[-1] if lines else 1) or 1)


def _error_text(error: Exception) -> str:
    message = visible(str(error)).rstrip(".")
    return message if isinstance(error, TemplateError) else f"{type(error).__name__}: {message}"

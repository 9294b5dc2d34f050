"""The narrative as a file: Markdown, or Word made of that Markdown."""

from __future__ import annotations

from kubecode.errors import KubecodeError
from kubecode.synthesiser.narrative import make_narrative, unnamed_quotes
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang
from kubecode.writers.narrative import Template, narrative_markdown


def markdown_bytes(report: Report, lang: Lang, template: Template | None = None) -> bytes:
    """Return the report as Markdown."""
    return _markdown(report, lang, template).encode("utf-8")


def docx_bytes(report: Report, lang: Lang, template: Template | None = None) -> bytes:
    """Return the report as a Word document, which says what the Markdown says."""
    from kubecode.writers.word import word_bytes  # noqa: PLC0415  Markdown needs none of it

    return word_bytes(_markdown(report, lang, template), lang)


def _markdown(report: Report, lang: Lang, template: Template | None) -> str:
    """Return the narrative. Raises KubecodeError where it would quote an interview without its informant."""
    narrative = make_narrative(report, lang)
    problems = unnamed_quotes(narrative)
    if problems:
        raise KubecodeError(
            f"{len(problems)} lines would be quoted without an informant",
            "nothing was written",
            problems=tuple(problems),
        )
    return narrative_markdown(report, narrative, lang, template)

"""Suggestions for a text outside any study."""

from __future__ import annotations

from functools import lru_cache

from kubecode.codebook import Codebook
from kubecode.coder import CompiledCodebook, code_document, compile_codebook
from kubecode.model import Coding
from kubecode.study.codebooks.load import language_for
from kubecode.study.codings import suggested_coding
from kubecode.study.ingest.read import document_from_text
from kubecode.wording import Lang


def tag_text(
    text: str, codebook: Codebook, case: str | None = None, informant: str | None = None, lang: Lang = "id"
) -> list[Coding]:
    """Return suggested codings for a quote, or for a transcript with speaker labels.

    No study is needed. The last codebook is cached in its compiled form. For many texts a
    :class:`kubecode.Coder` is faster.

    >>> codebook = kubecode.load_codebook("dinamika-kelompok")
    >>> [coding.path for coding in kubecode.tag_text("Kami kumpul tiap bulan.", codebook)]
    ['komunikasi/formal']
    """
    return suggest(text, _compiled(codebook), case, informant, lang)


def suggest(
    text: str,
    compiled: CompiledCodebook,
    case: str | None = None,
    informant: str | None = None,
    lang: Lang = "id",
) -> list[Coding]:
    """Return suggested codings for a text like :func:`tag_text`, with a compiled codebook."""
    document = document_from_text(text, compiled.language, case or "", informant)
    coded = code_document(document, compiled)
    return [suggested_coding(document, suggestion, lang) for suggestion in coded.suggestions]


@lru_cache(maxsize=1)
def _compiled(codebook: Codebook) -> CompiledCodebook:
    """Return a compiled codebook. The last one is cached, because many texts often share a codebook."""
    return compile_codebook(codebook, language_for(codebook))

"""The caches and flags of word forms do not change the suggestions."""

from pathlib import Path

import pytest

from kubecode.coder import code_document, compile_codebook, vocabulary
from kubecode.coder.scope_flags import (
    ASKS,
    CONTRADICTS,
    DENIES,
    OTHERS,
    REPORTS,
    STARTS_REPORT,
    STATES_RULE,
    SUPPOSES,
)
from kubecode.study.codebooks.load import DEFAULT, language_for, load_codebook_file, locate_codebook
from kubecode.study.ingest.read import read_documents

SAMPLES = Path(__file__).parents[2] / "transcripts_sample"
BOOK = load_codebook_file(locate_codebook(DEFAULT)).codebook
LANGUAGE = language_for(BOOK)


@pytest.fixture(scope="module")
def documents():
    incoming, _ = read_documents([SAMPLES], LANGUAGE, "sentence", None)
    return [item.document for item in incoming]


def coded(documents, compiled):
    return {document.name: code_document(document, compiled) for document in documents}


def test_document_gets_the_same_suggestions_alone_and_after_other_documents(documents):
    compiled = compile_codebook(BOOK, LANGUAGE)
    together = coded(documents, compiled)
    assert coded(reversed(documents), compile_codebook(BOOK, LANGUAGE)) == together
    alone = documents[len(documents) // 2]
    assert code_document(alone, compile_codebook(BOOK, LANGUAGE)) == together[alone.name]


def test_flags_mark_every_word_that_a_rule_uses(documents, monkeypatch):
    flagged = coded(documents, compile_codebook(BOOK, LANGUAGE))
    real_flags = vocabulary.flag_lookup(LANGUAGE)
    every_flag = DENIES | CONTRADICTS | SUPPOSES | STATES_RULE | ASKS | REPORTS | STARTS_REPORT | OTHERS
    monkeypatch.setattr(
        vocabulary, "flag_lookup", lambda _: lambda form, lemma: real_flags(form, lemma) | every_flag
    )
    assert coded(documents, compile_codebook(BOOK, LANGUAGE)) == flagged

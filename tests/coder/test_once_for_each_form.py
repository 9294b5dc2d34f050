"""What is decided once for each word form, for all documents, changes nothing but the time it takes."""

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
    return [one.document for one in incoming]


def coded(documents, compiled):
    return {document.name: code_document(document, compiled) for document in documents}


def test_a_document_is_coded_alike_alone_and_after_others_in_any_order(documents):
    compiled = compile_codebook(BOOK, LANGUAGE)
    together = coded(documents, compiled)
    assert coded(reversed(documents), compile_codebook(BOOK, LANGUAGE)) == together
    alone = documents[len(documents) // 2]
    assert code_document(alone, compile_codebook(BOOK, LANGUAGE)) == together[alone.name]


def test_no_word_does_what_its_flags_do_not_say(documents, monkeypatch):
    flagged = coded(documents, compile_codebook(BOOK, LANGUAGE))
    by_flags = vocabulary.flag_lookup(LANGUAGE)
    any_question = DENIES | CONTRADICTS | SUPPOSES | STATES_RULE | ASKS | REPORTS | STARTS_REPORT | OTHERS
    monkeypatch.setattr(
        vocabulary, "flag_lookup", lambda _: lambda form, lemma: by_flags(form, lemma) | any_question
    )
    assert coded(documents, compile_codebook(BOOK, LANGUAGE)) == flagged

"""A search gives the hits that the same indicator in a codebook would have."""

import pytest

from kubecode.codebook import Group
from kubecode.codebook.indicators import parse_indicator
from kubecode.coder import compile_codebook
from kubecode.coder.search import codebook_of, search
from kubecode.errors import FilePosition
from kubecode.study.codebooks.load import language_for
from kubecode.study.ingest.read import document_from_text
from kubecode.yaml_node import YamlText

TALK = """\
P: Kumpul di mana, Bu?
T: Ngumpul-ngumpul di rumah [kumpul lagi]. Kumpul2 mah sering, kumpl terus.
P: Ada yang suka adu mulut?
T: Ga ada perkumpulan lain. Adu domba mah engga, jaga sesuai jadwal.
"""


def found(indicator, text=TALK, **more):
    codebook = codebook_of(parse_indicator(YamlText(indicator, FilePosition("")), Group.ANY), "id")
    language = language_for(codebook)
    document = document_from_text(text, language)
    pieces = list(search(document, compile_codebook(codebook, language), **more))
    assert all(text[piece.start : piece.end] == piece.surface for piece in pieces)
    return [(piece.surface, str(piece.kind)) for piece in pieces]


@pytest.mark.parametrize(
    ("indicator", "hits"),
    [
        (
            "kumpul",
            [("Ngumpul-ngumpul", "form"), ("Kumpul2", "form"), ("kumpl", "near"), ("perkumpulan", "form")],
        ),
        ('"kumpul2"', [("Kumpul2", "exact")]),
        ("jadwal + jaga", [("jaga sesuai jadwal", "phrase")]),
        ("di rumah", [("di rumah", "phrase")]),
        ("sering di rumah", []),
        ("gambir", []),
    ],
)
def test_search_follows_the_syntax_of_indicators(indicator, hits):
    assert found(indicator) == hits


def test_questions_are_searched_only_on_request():
    assert found("adu mulut") == []
    assert found("adu mulut", questions=True) == [("adu mulut", "phrase")]


def test_word_in_no_list_matches_in_its_forms():
    text = "T: Dulu ngegurandil, gurandilnya bareng, sekarang digurandil.\n"
    assert {surface for surface, _ in found("gurandil", text)} >= {"gurandilnya", "digurandil"}

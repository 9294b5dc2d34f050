"""Words with the characters that programs put into them, in transcripts and in indicators."""

import json

import pytest
from command_line import run_kubecode
from hypothesis import example, given
from hypothesis import strategies as st
from making import PARTS, book, code, suggestions

from kubecode.coder import compile_codebook
from kubecode.coder.vocabulary import Vocabulary
from kubecode.coder.words import read_words, without_asides
from kubecode.language.registry import load_language
from kubecode.model import Presence

# For each word, other ways to type it; all are the same word.
SPELLINGS = {
    "koordinasi": [
        "koor\u00addinasi",
        "koor\u00ad\ndinasi",
        "koor-\ndinasi",
        "koor- \n  dinasi",
        "koor-\r\ndinasi",
        "koor\u2010\ndinasi",
        "koor\u200bdinasi",
        "koor\u200cdi\u200dnasi",
        "koor\ufeffdinasi",
        "koor\u2060dinasi",
        "koo\u0301rdinasi",
        "**koor**dinasi",
    ],
    "rame-rame": [
        "rame\u2010rame",
        "rame\u2011rame",
        "rame\u2013rame",
        "rame\u2060-\u2060rame",
        "rame\u00ad-rame",
        "rame\\-rame",
        "rame-\nrame",
        "rame- \n rame",
        "rame-\r\nrame",
        "rame\u2013\nrame",
        "rame2",
        "rame²",
        "ra\u00adme2",
    ],
    "diem-dieman": ["diem2an", "diem²an", "diem2 an", "diem² an", "diem\u2011dieman", "diem-\ndieman"],
    "bersama-sama": ["bersama2", "bersama²", "bersama–sama", "bersama-\nsama", "bersama*-sama"],
    "ma'af": ["maaf", "ma’af", "ma‘af", "ma`af", "ma´af", "maʼaf", "ma′af", "ma\\'af", "ma\u00ad’af"],
    "jum'at": ["Jumat", "Jum’at", "Jum`at", "JUM´AT"],
    "efisien": ["e\ufb01sien", "e\u00adfisien"],
    "konflik": ["kon\ufb02ik", "kon-\nflik"],
    "méja": ["me\u0301ja", "méja", "meja"],
}
PAIRS = [(typed, word) for word, spellings in SPELLINGS.items() for typed in [word, *spellings]]


def _as_read(text):
    return text.replace("\r\n", "\n")


def surfaces(text, *indicators):
    lines = "".join(f"\n  - {indicator}" for indicator in indicators)
    codebook = book(code("k", f"indicators:\n  any:{lines}"))
    return [piece.surface for found in suggestions(codebook, text) for piece in found.evidence]


@pytest.mark.parametrize(("typed", "word"), PAIRS)
def test_word_is_found_however_it_is_typed(typed, word):
    text = _as_read(typed)
    assert surfaces(f"Kami {text} terus disini", word) == [text.removeprefix("**")]


@pytest.mark.parametrize(("typed", "word"), [pair for pair in PAIRS if "é" not in "".join(pair)])
def test_quoted_indicator_finds_the_word_however_it_is_typed(typed, word):
    text = _as_read(typed)
    if "\u0301" not in text:
        assert surfaces(f"Kami {text} terus disini", f'"{word}"') == [text.removeprefix("**")]


@pytest.mark.parametrize(("typed", "word"), [pair for pair in PAIRS if pair[0].isprintable()])
def test_indicator_may_be_typed_in_the_same_ways(typed, word):
    if not typed.startswith("*"):
        assert surfaces(f"Kami {word} terus disini", f"'{typed.replace(chr(39), chr(39) * 2)}'") == [word]


def test_words_around_are_read_as_before():
    assert surfaces("ribut–engga, rukun -\nterus kompak- \n\nKerja", "kompak", "rukun") == ["rukun", "kompak"]


@pytest.mark.parametrize("negator", ["ga\u00ad", "g\u200ba", "ga\u200b\u200b"])
def test_negator_in_a_joined_word_is_found(negator):
    (found,) = suggestions(book(code("k", "indicators: {any: [kerja]}")), f"disini {negator}kerja lagi")
    assert found.presence is Presence.DENIED


def test_offsets_of_excerpts_give_the_text_as_it_is(tmp_path):
    typed = [_as_read(one).removeprefix("**") for one, _ in PAIRS]
    text = "".join(f"P: Gimana?\nT: Kami {one} terus disini ya.\n" for one, _ in PAIRS)
    (tmp_path / "melati_T_01.txt").write_bytes(text.encode())
    lines = "".join(f"        - '{word.replace(chr(39), chr(39) * 2)}'\n" for word in SPELLINGS)
    parts = "".join(f"    {line}\n" for line in PARTS.splitlines())
    codebook = f"codebook: uji\nversion: 1\ncodes:\n  - id: k\n{parts}    indicators:\n      any:\n{lines}"
    (tmp_path / "buku.yaml").write_text(codebook)
    assert not run_kubecode("tag", "melati_T_01.txt", "--codebook", "buku.yaml", cwd=tmp_path).returncode
    shown = run_kubecode("excerpts", "--json", cwd=tmp_path).stdout
    stored = _as_read(text)
    evidence = [piece for line in shown.splitlines() for piece in json.loads(line)["evidence"]]
    assert [piece["surface"] for piece in evidence] == typed
    assert all(stored[piece["start"] : piece["end"]] == piece["surface"] for piece in evidence)


TYPED = (
    st.text(st.sampled_from("aeknrm2²-'’`\\*\n\t \u00ad\u200b\u2060\u0301\u2011\u2013.,?()[]")) | st.text()
)


@given(TYPED)
@example("ga\u00adbisa")
@example("rame–rame–ribut")
@example("g-\nabisa 2 an a2 an")
def test_offsets_of_words_always_slice_the_text(text):
    vocabulary = _vocabulary()
    spoken = without_asides(text)
    assert len(spoken) == len(text)
    words = read_words(spoken, 0, len(text), vocabulary)
    end = 0
    for index, form in enumerate(words.forms):
        start, stop = words.span(index, index)
        assert end <= start < stop <= len(text)
        assert spoken[start:stop] == form.written
        assert text[start:stop].replace("\t", " ") == form.written.replace("\t", " ")
        end = stop
    assert words.start + sum(form.width for form in words.forms) == len(text) + len(". ")


_VOCABULARIES: list[Vocabulary] = []


def _vocabulary():
    if not _VOCABULARIES:
        language = load_language()
        compiled = book(code("k", "indicators: {any: [rame-rame, kerja]}"))
        _VOCABULARIES.append(compile_codebook(compiled, language).vocabulary)
    return _VOCABULARIES[0]

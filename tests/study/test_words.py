"""The lexicon of a study, the analysis of words, and unknown words."""

import pytest

from kubecode.errors import KubecodeError
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.ingest.tag_results import DocumentChange
from kubecode.study.session import opened
from kubecode.study.words import analyse_words, unknown_words

TEXT = "T: Dulu mah sring ngegurandil, gurandilnya bareng Pak Zxcvb.\nT: Ga pernah ribut.\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / "melati_T_01.txt").write_text(TEXT, encoding="utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_T_01.txt"], TagOptions())
    return tmp_path / "kubecode.db"


def unknown(study):
    with opened(study) as session:
        return {word.form: word for word in unknown_words(session)}


def test_words_are_analysed_and_misspellings_get_the_nearest_root(tmp_path):
    joined, misspelt = analyse_words(["gabisa", "pertemaun"], tmp_path / "kubecode.db")
    assert (joined.analysis.lemma, joined.analysis.joined) == ("bisa", "ga")
    assert (misspelt.analysis.known, misspelt.nearest.root) == (False, "temu")


def test_unknown_words_are_listed_with_their_position(study):
    words = unknown(study)
    assert {"ngegurandil", "gurandilnya"} <= set(words)
    word = words["gurandilnya"]
    assert (word.count, word.document, word.line) == (1, "melati_T_01.txt", 1)
    assert TEXT[TEXT.index(word.before + word.surface) :].startswith(word.before + word.surface + word.behind)
    assert "zxcvb" not in words, "a word with a capital is taken for a name"


def test_words_file_is_used_and_changes_the_tagging(study):
    (study.parent / "words.yaml").write_text(
        "roots: [gurandil]\nspellings: {sring: sering}\n", encoding="utf-8"
    )
    assert not unknown(study)
    (tagged,) = tag(study, [], TagOptions()).tagged
    assert tagged.change is DocumentChange.UPDATED
    assert tag(study, [], TagOptions()).tagged[0].change is DocumentChange.UNCHANGED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("root: [a]\n", 'did you mean "roots"'),
        ("roots: gurandil\n", "not a list"),
        ("spellings: [a]\n", "not a table"),
        ("names: [dua kata]\n", "not one word"),
        ("- a\n", "not a table"),
        ("spellings: {ancur: hancur, hancur: ancur}\n", "itself typed for another"),
        ("spellings: {aku: aku}\n", "itself typed for another"),
    ],
)
def test_error_in_the_words_file_is_reported_with_its_line(study, text, expected):
    (study.parent / "words.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KubecodeError) as error:
        tag(study, [], TagOptions())
    assert {problem.where.line for problem in error.value.problems} == {1}
    assert expected in str(error.value.problems[0])


def test_words_file_may_have_the_characters_of_programs(study):
    text = "roots: [guran\u00addil]\nspellings: {'kre\u0301mpyeng': ramai}\n"
    (study.parent / "words.yaml").write_text(text, encoding="utf-8")
    assert [w.analysis.lemma for w in analyse_words(["gurandil", "krémpyeng"], study)] == [
        "gurandil",
        "ramai",
    ]


def test_standard_spelling_of_the_study_is_kept(study):
    (study.parent / "words.yaml").write_text("spellings: {sudah: udah}\n", encoding="utf-8")
    assert [word.analysis.lemma for word in analyse_words(["sudah", "udah"], study)] == ["udah", "udah"]

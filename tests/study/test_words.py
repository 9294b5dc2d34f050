import pytest

from kubecode.errors import KubecodeError
from kubecode.study.ingest.tag import DocumentChange, TagOptions, tag
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


def test_words_are_read_with_their_way_and_slips_with_their_nearest_root(tmp_path):
    joined, slip = analyse_words(["gabisa", "pertemaun"], tmp_path / "kubecode.db")
    assert (joined.analysis.lemma, joined.analysis.joined) == ("bisa", "ga")
    assert (slip.analysis.known, slip.nearest.root) == (False, "temu")


def test_what_nothing_could_read_is_listed_with_its_place(study):
    words = unknown(study)
    assert {"ngegurandil", "gurandilnya"} <= set(words)
    word = words["gurandilnya"]
    assert (word.count, word.document, word.line) == (1, "melati_T_01.txt", 1)
    assert TEXT[TEXT.index(word.before + word.surface) :].startswith(word.before + word.surface + word.behind)
    assert "zxcvb" not in words, "a word with a capital is taken for a name"


def test_a_study_teaches_its_own_words_and_is_read_again(study):
    (study.parent / "words.yaml").write_text(
        "roots: [gurandil]\nspellings: {sring: sering}\n", encoding="utf-8"
    )
    assert not unknown(study)
    (one,) = tag(study, [], TagOptions()).tagged
    assert one.change is DocumentChange.UPDATED
    assert tag(study, [], TagOptions()).tagged[0].change is DocumentChange.UNCHANGED


@pytest.mark.parametrize(
    ("text", "said"),
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
def test_what_is_wrong_in_the_own_words_is_told_with_its_place(study, text, said):
    (study.parent / "words.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(KubecodeError) as error:
        tag(study, [], TagOptions())
    assert {problem.where.line for problem in error.value.problems} == {1}
    assert said in str(error.value.problems[0])


def test_what_a_study_calls_standard_is_not_respelled(study):
    (study.parent / "words.yaml").write_text("spellings: {sudah: udah}\n", encoding="utf-8")
    assert [word.analysis.lemma for word in analyse_words(["sudah", "udah"], study)] == ["udah", "udah"]

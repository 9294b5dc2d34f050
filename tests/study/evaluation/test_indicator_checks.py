"""Indicators that cannot be found, that coders reject, and that nobody says."""

from textwrap import indent

import pytest
from making import code

from kubecode.model import Decision, Status
from kubecode.store.decisions import put_decisions
from kubecode.store.study_file import transaction
from kubecode.study.evaluation.indicator_checks import check_indicators
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

NAME = "melati_T_01.txt"
SAID = "Bulan kemarin ada rapat di balai desa."
OTHER = "Anak saya yang besar kerja di pabrik."


def written(folder, *codes):
    path = folder / "buku.yaml"
    path.write_text("codebook: buku\nversion: 1\ncodes:\n" + indent("".join(codes), "  "), "utf-8")
    return path


def doubts(path, study=None, **more):
    codebook, problems = check_indicators(path, study, **more)
    assert codebook
    return problems


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("indicator", "hint"),
    [
        ("rt/rw", 'without signs and numbers: "rt rw"'),
        ("'ribut, berisik'", 'without signs and numbers: "ribut berisik"'),
        ('"kumpul2!"', 'without signs and numbers: "kumpul2"'),
        ("(ketawa)", 'without signs and numbers: "ketawa"'),
        ("rapat 3x", 'without signs and numbers: "rapat x"'),
        ('"gabisa"', '"gabisa" is read as two words; write "ga bisa"'),
    ],
)
def test_what_can_never_be_found_is_told_with_what_is_read(tmp_path, indicator, hint):
    (problem,) = doubts(written(tmp_path, code("a", f"indicators: {{any: [kumpul, {indicator}]}}")))
    assert (problem.severity, problem.where.line) == ("warning", 11)
    assert "can never be found" in problem.message
    assert problem.hint.endswith(hint)


def test_what_is_found_without_its_denial_is_told(tmp_path):
    (problem,) = doubts(written(tmp_path, code("a", "indicators: {any: [gabisa dateng]}")))
    assert problem.message.endswith('is found without its "ga"')


@pytest.mark.parametrize(
    "indicator",
    ["jum'at", '"RW"', "kumpul2", "e-warong", "jaga jaga", "kerja + kerja", "ga ada ribut", "tanggungjawab"],
)
def test_what_finds_its_own_words_is_in_order(tmp_path, indicator):
    assert doubts(written(tmp_path, code("a", f"indicators: {{any: [{indicator}]}}"))) == []


def test_indicators_that_others_hold_or_an_exclusion_swallows_find_themselves(tmp_path):
    lines = ("indicators: {any: [bantu, saling bantu, saling + bantu]}", "exclude: [bantu banget]")
    assert doubts(written(tmp_path, code("a", *lines))) == []
    (swallowed,) = doubts(written(tmp_path, code("a", "indicators: {any: [bantu]}", "exclude: [bantu]")))
    assert "swallows" in swallowed.message


BOOK = (code("a", "indicators: {any: [rapat, undangan]}"), code("b", "indicators: {any: [cekcok]}"))


def tagged(tmp_path, sentences, *codes):
    book = written(tmp_path, *(codes or BOOK))
    text = "".join(f"P: Terus?\nT: {sentence}\n" for sentence in sentences)
    (tmp_path / NAME).write_text(text, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / NAME], TagOptions(codebook=str(book)))
    return book, text


def reject(study, text, count, status="rejected", after=0):
    places = [at for at in range(len(text)) if text.startswith(SAID, at)][after : after + count]
    decided = [Decision(NAME, at, at + len(SAID), "a", "uji", Status(status)) for at in places]
    with opened(study) as session, transaction(session.connection):
        put_decisions(session.connection, decided, "2026-01-01T00:00:00Z")


def test_what_is_mostly_rejected_is_told_once_enough_was_judged(tmp_path):
    book, text = tagged(tmp_path, [SAID] * 7)
    study = tmp_path / "kubecode.db"
    reject(study, text, 3)
    reject(study, text, 1, "accepted", after=3)
    assert doubts(book) == []
    reject(study, text, 1, after=4)
    (problem,) = doubts(book)
    assert (problem.where.line, problem.severity) == (11, "warning")
    assert '"rapat" of "a" was rejected more often than accepted: 4 of 5 judged' in problem.message
    reject(study, text, 2, "accepted", after=5)
    assert len(doubts(book)) == 1
    reject(study, text, 1, "accepted", after=0)
    assert doubts(book) == []


def test_what_nobody_says_is_a_note_a_code_once_much_was_tagged(tmp_path):
    silent = [f"cekcok {word}" for word in "suami kakak adik anak ibu bapak paman nenek kakek mertua".split()]
    codes = (BOOK[0], code("b", f"indicators: {{any: [{', '.join(silent)}]}}"))
    book, _ = tagged(tmp_path, [SAID] * 499, *codes)
    assert doubts(book) == []
    book, _ = tagged(tmp_path, [SAID] * 500, *codes)
    one, other = doubts(book)
    assert one.message == (
        'code "a": 1 of 2 indicators were never found in 1 transcripts with 500 segments: undangan'
    )
    assert {one.severity, other.severity} == {"note"}
    assert other.message.endswith("cekcok nenek …")
    assert doubts(book, all_names=True)[1].message.endswith("cekcok kakek, cekcok mertua")


def test_a_study_of_an_older_version_says_only_that(tmp_path):
    book, text = tagged(tmp_path, [SAID] * 500)
    reject(tmp_path / "kubecode.db", text, 9)
    book.write_text(book.read_text("utf-8").replace("undangan", "arisan"), "utf-8")
    (note,) = doubts(book)
    assert note.severity == "note"
    assert "not tagged with" in note.message
    assert "kubecode tag" in note.hint


def test_a_study_of_another_codebook_is_passed_over_unless_it_is_named(tmp_path):
    tagged(tmp_path, [OTHER])
    (tmp_path / "lain").mkdir()
    other = written(tmp_path / "lain", code("c", "indicators: {any: [arisan]}"))
    assert doubts(other) == []
    (note,) = doubts(other, tmp_path / "kubecode.db")
    assert "not tagged with" in note.message


def test_a_study_that_cannot_be_opened_hides_nothing_of_the_codebook(tmp_path):
    book = written(tmp_path, code("a", "indicators: {any: [rapat, rt/rw]}"))
    assert [problem.severity for problem in doubts(book)] == ["warning"]
    assert [problem.severity for problem in doubts(book, tmp_path / "tidak-ada.db")] == ["warning", "error"]
    (tmp_path / "kubecode.db").write_bytes(b"bukan studi" * 100)
    warning, note = doubts(book)
    assert "can never be found" in warning.message
    assert note.where.file == str(tmp_path / "kubecode.db")
    assert "not a kubecode study" in note.message


def test_a_codebook_with_errors_is_told_as_before(tmp_path):
    book = written(tmp_path, code("a", "indicators: {apa: [rapat], any: [rt/rw]}"))
    _, problems = check_indicators(book, None)
    assert "error" in {problem.severity for problem in problems}
    assert all("never be found" not in problem.message for problem in problems)

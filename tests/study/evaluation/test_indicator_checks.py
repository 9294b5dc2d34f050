"""Checks of indicators that cannot match, are mostly rejected, or are never found."""

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
SENTENCE = "Bulan kemarin ada rapat di balai desa."
OTHER_SENTENCE = "Anak saya yang besar kerja di pabrik."


def write_codebook(folder, *codes):
    path = folder / "buku.yaml"
    path.write_text("codebook: buku\nversion: 1\ncodes:\n" + indent("".join(codes), "  "), "utf-8")
    return path


def doubts(path, study=None, **more):
    codebook, problems = check_indicators(path, study, **more)
    assert codebook
    return problems


@pytest.fixture(autouse=True)
def in_test_folder(tmp_path, monkeypatch):
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
def test_indicator_that_cannot_match_is_reported_with_its_words(tmp_path, indicator, hint):
    (problem,) = doubts(write_codebook(tmp_path, code("a", f"indicators: {{any: [kumpul, {indicator}]}}")))
    assert (problem.severity, problem.where.line) == ("warning", 11)
    assert "can never be found" in problem.message
    assert problem.hint.endswith(hint)


def test_indicator_that_matches_without_its_denial_is_reported(tmp_path):
    (problem,) = doubts(write_codebook(tmp_path, code("a", "indicators: {any: [gabisa dateng]}")))
    assert problem.message.endswith('is found without its "ga"')


@pytest.mark.parametrize(
    "indicator",
    ["jum'at", '"RW"', "kumpul2", "e-warong", "jaga jaga", "kerja + kerja", "ga ada ribut", "tanggungjawab"],
)
def test_indicator_that_matches_its_own_words_is_no_problem(tmp_path, indicator):
    assert doubts(write_codebook(tmp_path, code("a", f"indicators: {{any: [{indicator}]}}"))) == []


def test_other_indicators_and_exclusions_do_not_hide_a_match(tmp_path):
    lines = ("indicators: {any: [bantu, saling bantu, saling + bantu]}", "exclude: [bantu banget]")
    assert doubts(write_codebook(tmp_path, code("a", *lines))) == []
    (swallowed,) = doubts(
        write_codebook(tmp_path, code("a", "indicators: {any: [bantu]}", "exclude: [bantu]"))
    )
    assert "swallows" in swallowed.message


CODES = (code("a", "indicators: {any: [rapat, undangan]}"), code("b", "indicators: {any: [cekcok]}"))


def tag_sentences(tmp_path, sentences, *codes):
    path = write_codebook(tmp_path, *(codes or CODES))
    text = "".join(f"P: Terus?\nT: {sentence}\n" for sentence in sentences)
    (tmp_path / NAME).write_text(text, "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / NAME], TagOptions(codebook=str(path)))
    return path, text


def decide(study, text, count, status="rejected", after=0):
    starts = [at for at in range(len(text)) if text.startswith(SENTENCE, at)][after : after + count]
    decisions = [Decision(NAME, at, at + len(SENTENCE), "a", "uji", Status(status)) for at in starts]
    with opened(study) as session, transaction(session.connection):
        put_decisions(session.connection, decisions, "2026-01-01T00:00:00Z")


def test_mostly_rejected_indicator_is_reported_from_five_verdicts(tmp_path):
    path, text = tag_sentences(tmp_path, [SENTENCE] * 7)
    study = tmp_path / "kubecode.db"
    decide(study, text, 3)
    decide(study, text, 1, "accepted", after=3)
    assert doubts(path) == []
    decide(study, text, 1, after=4)
    (problem,) = doubts(path)
    assert (problem.where.line, problem.severity) == (11, "warning")
    assert '"rapat" of "a" was rejected more often than accepted: 4 of 5 judged' in problem.message
    decide(study, text, 2, "accepted", after=5)
    assert len(doubts(path)) == 1
    decide(study, text, 1, "accepted", after=0)
    assert doubts(path) == []


def test_never_found_indicators_are_one_note_for_each_code_from_500_segments(tmp_path):
    indicators = [
        f"cekcok {word}" for word in "suami kakak adik anak ibu bapak paman nenek kakek mertua".split()
    ]
    codes = (CODES[0], code("b", f"indicators: {{any: [{', '.join(indicators)}]}}"))
    path, _ = tag_sentences(tmp_path, [SENTENCE] * 499, *codes)
    assert doubts(path) == []
    path, _ = tag_sentences(tmp_path, [SENTENCE] * 500, *codes)
    one, other = doubts(path)
    assert one.message == (
        'code "a": 1 of 2 indicators were never found in 1 transcripts with 500 segments: undangan'
    )
    assert {one.severity, other.severity} == {"note"}
    assert other.message.endswith("cekcok nenek …")
    assert doubts(path, all_names=True)[1].message.endswith("cekcok kakek, cekcok mertua")


def test_study_of_an_older_codebook_version_gives_only_a_note(tmp_path):
    path, text = tag_sentences(tmp_path, [SENTENCE] * 500)
    decide(tmp_path / "kubecode.db", text, 9)
    path.write_text(path.read_text("utf-8").replace("undangan", "arisan"), "utf-8")
    (note,) = doubts(path)
    assert note.severity == "note"
    assert "not tagged with" in note.message
    assert "kubecode tag" in note.hint


def test_study_of_another_codebook_is_ignored_unless_given(tmp_path):
    tag_sentences(tmp_path, [OTHER_SENTENCE])
    (tmp_path / "lain").mkdir()
    other = write_codebook(tmp_path / "lain", code("c", "indicators: {any: [arisan]}"))
    assert doubts(other) == []
    (note,) = doubts(other, tmp_path / "kubecode.db")
    assert "not tagged with" in note.message


def test_study_that_cannot_be_opened_is_one_more_problem(tmp_path):
    path = write_codebook(tmp_path, code("a", "indicators: {any: [rapat, rt/rw]}"))
    assert [problem.severity for problem in doubts(path)] == ["warning"]
    assert [problem.severity for problem in doubts(path, tmp_path / "tidak-ada.db")] == ["warning", "error"]
    (tmp_path / "kubecode.db").write_bytes(b"bukan studi" * 100)
    warning, note = doubts(path)
    assert "can never be found" in warning.message
    assert note.where.file == str(tmp_path / "kubecode.db")
    assert "not a kubecode study" in note.message


def test_codebook_with_errors_is_not_checked_further(tmp_path):
    path = write_codebook(tmp_path, code("a", "indicators: {apa: [rapat], any: [rt/rw]}"))
    _, problems = check_indicators(path, None)
    assert "error" in {problem.severity for problem in problems}
    assert all("never be found" not in problem.message for problem in problems)

"""Corrected transcripts: decisions, exemplars, memos and notes on cells move with their words."""

import json
import random
import sqlite3
from contextlib import closing

import pytest

from kubecode.model import Decision, Presence, Status, Valence
from kubecode.store import corrected_texts, undo_history
from kubecode.store import decisions as decision_store
from kubecode.study.check import check_study
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.cell import note_cell, open_cell
from kubecode.study.session import now, opened

NAME = "melati_T_01.txt"
HEAD = "P: Pernah ada konflik, Bu?\n"
FIRST = "Ga pernah ribut mah."
SECOND = "Kami kumpul tiap bulan di rumah saya."
THIRD = "Jadwal jaga ditempel di dinding, yang bolos dipotong."
TEXT = f"{HEAD}T: {FIRST} {SECOND}\nP: Jadwalnya gimana?\nT: {THIRD}\n"


@pytest.fixture
def study(tmp_path):
    (tmp_path / NAME).write_text(TEXT, "utf-8")
    run(tmp_path)
    with opened(tmp_path / "kubecode.db") as session:
        for words, code in (
            (FIRST, "konflik/terbuka"),
            (SECOND, "komunikasi/formal"),
            (THIRD, "tujuan_struktur"),
        ):
            decide(session, words, code)
    return tmp_path


def run(folder, text=None, **options):
    if text is not None:
        (folder / NAME).write_text(text, "utf-8")
    return tag(folder / "kubecode.db", [folder / NAME], TagOptions(**options))


def decide(session, words, code, status=Status.ACCEPTED, text=TEXT):
    start = text.index(words)
    decision = Decision(
        NAME,
        start,
        start + len(words),
        code,
        "SR",
        status,
        Valence.HINDERS,
        Presence.PRESENT,
        f"catatan {code}",
        True,
    )
    decision_store.put_decisions(session.connection, [decision], now())


def standing(folder):
    """Return code → (words, status, memo, exemplar) of the current decisions."""
    with opened(folder / "kubecode.db") as session:
        text = session.connection.execute("SELECT text FROM document").fetchone()[0]
        return {
            one.code: (text[one.start : one.end], one.status, one.memo, one.exemplar)
            for one in decision_store.current_decisions(session.connection)
        }


def unplaced(folder):
    with opened(folder / "kubecode.db") as session:
        return [
            (one.decision.code, one.quote) for one in corrected_texts.unplaced_decisions(session.connection)
        ]


def contents(folder):
    with closing(sqlite3.connect(folder / "kubecode.db")) as connection:
        return list(connection.iterdump())


def test_decisions_stand_on_their_words_in_the_corrected_text(study):
    before = standing(study)
    result = run(study, f"Tambahan di atas.\n{TEXT.replace('gimana', 'bagaimana')}P: Terima kasih.\n")
    assert standing(study) == before
    (correction,) = result.corrected
    assert (correction.kept, correction.changed, correction.unplaced) == (3, (), ())


def test_changed_words_are_told_and_words_without_a_place_are_kept(study):
    result = run(study, TEXT.replace("tiap bulan", "tiap minggu").replace(f"{FIRST} ", ""))
    (correction,) = result.corrected
    assert [(one.old, one.new) for one in correction.changed] == [(SECOND, SECOND.replace("bulan", "minggu"))]
    assert correction.unplaced == (FIRST,)
    assert set(standing(study)) == {"komunikasi/formal", "tujuan_struktur"}
    assert unplaced(study) == [("konflik/terbuka", FIRST)]
    with opened(study / "kubecode.db") as session:
        (problem,) = [one for one in check_study(session) if "corrected text" in one.message]
        assert FIRST in problem.message
        assert corrected_texts.earlier_texts(session.connection, 1) == {1: TEXT}


def test_words_that_come_back_have_their_decisions_again(study):
    before = standing(study)
    run(study, TEXT.replace(f"{FIRST} ", ""))
    run(study, TEXT.replace(f"{FIRST} ", "").replace("gimana", "bagaimana"))
    run(study, TEXT)
    assert standing(study) == before
    assert unplaced(study) == []


def test_undo_takes_back_decisions_from_before_the_correction(study):
    run(study, f"Tambahan di atas.\n{TEXT}")
    with opened(study / "kubecode.db") as session:
        (undone,) = undo_history.undo_last(session.connection, "SR", now())
        assert undone.code == "tujuan_struktur"
    assert standing(study)["tujuan_struktur"][1] is Status.SUGGESTED
    with opened(study / "kubecode.db") as session:
        undo_history.redo_last(session.connection, "SR", now())
    assert standing(study)["tujuan_struktur"][:2] == (THIRD, Status.ACCEPTED)


def test_notes_on_cells_rest_on_their_excerpts_again(study):
    with opened(study / "kubecode.db") as session:
        exemplar = open_cell(session, "konflik", "melati").cell.excerpt_ids[0]
        note_cell(session, "konflik", "melati", "SR", {"summary": "Rukun.", "exemplar": exemplar})
    run(study, f"Tambahan di atas.\n{TEXT}")
    with opened(study / "kubecode.db") as session:
        opened_cell = open_cell(session, "konflik", "melati")
        assert not opened_cell.cell.summary_is_stale
        notes = session.connection.execute("SELECT field, value, basis FROM cell_note ORDER BY id").fetchall()
        values = {row["field"]: row["value"] for row in notes}
        assert values["exemplar"] == opened_cell.cell.excerpt_ids[0] != exemplar
        assert json.loads(notes[0]["basis"]) == list(opened_cell.cell.excerpt_ids)


def test_dry_run_tells_the_same_and_stores_nothing(study):
    before = contents(study)
    text = TEXT.replace("tiap bulan", "tiap minggu").replace(f"{FIRST} ", "")
    tried = run(study, text, dry_run=True)
    assert contents(study) == before
    done = run(study, text)
    assert (tried.corrected, tried.suggestions) == (done.corrected, done.suggestions)
    assert [one.change for one in tried.tagged] == [one.change for one in done.tagged]
    assert done.suggestions.gone == 1


@pytest.mark.parametrize(
    "step", ["corrected_texts.move_decisions", "cell_notes.move_excerpts", "corrected_texts.keep_text"]
)
def test_failure_in_the_middle_changes_nothing(study, monkeypatch, step):
    before = contents(study)

    def fail(*_):
        raise OSError("disk")

    monkeypatch.setattr(f"kubecode.store.{step}", fail)
    with pytest.raises(OSError, match="disk"):
        run(study, TEXT.replace("gimana", "bagaimana"))
    monkeypatch.undo()
    assert contents(study) == before


def test_decision_made_after_a_correction_stays_through_the_next_one(study):
    corrected = f"Tambahan di atas.\n{TEXT}"
    run(study, corrected)
    with opened(study / "kubecode.db") as session:
        decide(session, "di rumah saya", "suasana/fisik", text=corrected)
    run(study, f"Satu lagi.\n{corrected}")
    assert standing(study)["suasana/fisik"][0] == "di rumah saya"


def test_decisions_survive_many_corrections(study):
    rng = random.Random(1)
    text = TEXT
    for number in range(12):
        at = rng.choice([0, len(HEAD), len(text)])
        text = f"{text[:at]}P: Pertanyaan {number}?\nT: Jawaban {number}.\n{text[at:]}"
        run(study, text)
    assert {code: words for code, (words, *_) in standing(study).items()} == {
        "konflik/terbuka": FIRST,
        "komunikasi/formal": SECOND,
        "tujuan_struktur": THIRD,
    }


def test_renamed_file_keeps_decisions_and_notes(study):
    with opened(study / "kubecode.db") as session:
        exemplar = open_cell(session, "konflik", "melati").cell.excerpt_ids[0]
        note_cell(session, "konflik", "melati", "SR", {"summary": "Rukun.", "exemplar": exemplar})
    before = standing(study)
    (study / NAME).rename(study / "melati_T_02.txt")
    tag(study / "kubecode.db", [study / "melati_T_02.txt"], TagOptions())
    assert standing(study) == before
    with opened(study / "kubecode.db") as session:
        cell = open_cell(session, "konflik", "melati").cell
        assert not cell.summary_is_stale
        assert all(excerpt.startswith("melati_T_02.txt:") for excerpt in cell.excerpt_ids)
        values = [row[0] for row in session.connection.execute("SELECT value FROM cell_note")]
        assert exemplar.replace("01", "02", 1) in values


def test_undo_passes_over_actions_whose_words_are_gone(study):
    run(study, TEXT.replace(THIRD, "Sudah, begitu saja ya."))
    assert "tujuan_struktur" not in standing(study)
    with opened(study / "kubecode.db") as session:
        (undone,) = undo_history.undo_last(session.connection, "SR", now())
        assert undone.code == "komunikasi/formal"
        (undone,) = undo_history.undo_last(session.connection, "SR", now())
        assert undone.code == "konflik/terbuka"
        assert undo_history.undo_last(session.connection, "SR", now()) == []

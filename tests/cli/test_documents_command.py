"""kubecode documents: the list of a study, and other names for its documents."""

import json

import pytest
from command_line import run_kubecode

from kubecode.store import decisions as decision_store
from kubecode.study.documents import rename_document
from kubecode.study.review import Review
from kubecode.study.review.verdicts import ReviewAction, Verdict
from kubecode.study.session import opened

TEXT = "P: Pernah ribut?\nS: Ga pernah ribut.\nP: Rapat?\nS: Kami kumpul tiap bulan.\n"


def run(folder, *arguments):
    return run_kubecode(*arguments, cwd=folder)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "melati_S_01.txt").write_text(TEXT, "utf-8")
    (tmp_path / "tulip_A_01.txt").write_text(TEXT.replace("S:", "A:").replace("ribut?", "marah?"), "utf-8")
    run(tmp_path, "tag", ".")
    row = {"document": "melati_S_01.txt", "start": 20, "end": 36, "code": "konflik", "status": "accepted"}
    (tmp_path / "d.jsonl").write_text(json.dumps({**row, "subcode": None, "coder": "SR"}) + "\n", "utf-8")
    run(tmp_path, "import", "d.jsonl")
    return tmp_path


def listed(folder):
    return [json.loads(line) for line in run(folder, "documents", "--json").stdout.splitlines()]


def test_documents_are_listed_with_what_is_coded(folder):
    run(folder, "read", "melati_S_01.txt", "--coder", "SR")
    (folder / "tulip_A_01.txt").unlink()
    melati, tulip = listed(folder)
    assert melati == {
        "name": "melati_S_01.txt",
        "case": "melati",
        "informants": ["S"],
        "source_kind": "interview",
        "date": None,
        "words": 7,
        "accepted": 1,
        "other": 0,
        "unplaced": 0,
        "read_by": ["SR"],
        "file": str(folder / "melati_S_01.txt"),
        "file_is_there": True,
    }
    assert (tulip["accepted"], tulip["read_by"], tulip["file_is_there"]) == (0, [], False)
    view = run(folder, "documents", "list").stdout
    assert "dibaca oleh" in view
    assert "hilang" in view
    assert "read by" in run(folder, "documents", "--lang", "en").stdout


def test_renamed_document_keeps_its_decisions(folder):
    result = run(folder, "documents", "rename", "melati_S_01.txt", "mawar_S_01.txt")
    assert (result.returncode, result.stdout) == (0, "")
    assert [(one["name"], one["accepted"]) for one in listed(folder)] == [
        ("mawar_S_01.txt", 1),
        ("tulip_A_01.txt", 0),
    ]


@pytest.mark.parametrize(
    ("names", "status", "said"),
    [
        (("melati.txt", "x.txt"), 2, 'no document called "melati.txt"'),
        (("melati_S_01.txt", "tulip_A_01.txt"), 3, 'has a document "tulip_A_01.txt" already'),
        (("melati_S_01.txt", "a/b.txt"), 2, "cannot be the name"),
        (("melati_S_01.txt", "a\x1b[31m.txt"), 2, "cannot be the name"),
        (("melati_S_01.txt", " "), 2, "cannot be the name"),
    ],
)
def test_name_that_cannot_be_given_is_refused(folder, names, status, said):
    before = listed(folder)
    result = run(folder, "documents", "rename", *names)
    assert (result.returncode, result.stderr.count("\n")) == (status, 1)
    assert said in result.stderr
    assert "\x1b" not in result.stderr
    assert listed(folder) == before


def test_open_review_decides_under_the_new_name(folder):
    with opened(folder / "kubecode.db") as session, opened(folder / "kubecode.db") as other:
        review = Review(session, "PR")
        assert review.item is not None
        old = review.item.document.name
        rename_document(other, old, "baru.txt")
        outcomes = [review.apply(Verdict(ReviewAction.ACCEPT)) for _ in range(2)]
        assert outcomes
        (decision,) = list(decision_store.decisions_by(session.connection, "PR"))[:1]
        assert decision.document == "baru.txt"


def test_option_before_the_subcommand_is_not_lost(folder):
    result = run(folder, "documents", "--study", "lain.db", "rename", "melati_S_01.txt", "x.txt")
    assert (result.returncode, result.stderr) == (
        2,
        "kubecode: --study stands before rename (kubecode documents rename … --study)\n",
    )
    assert listed(folder)[0]["name"] == "melati_S_01.txt"

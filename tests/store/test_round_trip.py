"""Documents, runs, suggestions, decisions and notes are read back as they were stored."""

from dataclasses import replace

import pytest

from kubecode.model import (
    CellNote,
    Confidence,
    Cue,
    CueKind,
    Decision,
    Document,
    DocumentFile,
    Evidence,
    EvidenceKind,
    Presence,
    Segment,
    SourceKind,
    Status,
    Suggestion,
    Turn,
    Valence,
)
from kubecode.store import cell_notes, coder_names, damage, decisions, documents, outline, runs
from kubecode.store.study_file import create_study_file, transaction

AT, LATER = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
TEXT = "Gimana rapatnya?\nGa pernah ribut mah. Rapat jalan."
SEGMENTS = (Segment(17, 37, 2, 1, TEXT[17:37]), Segment(38, 50, 2, 1, TEXT[38:50]))
A = Document(
    name="a.txt",
    text=TEXT,
    case="melati",
    case_is_given=False,
    source_kind=SourceKind.INTERVIEW,
    turns=(Turn(0, 16, 1, "P", asks=True), Turn(17, 50, 2, "T", "Tini", "ketua")),
    attributes={"tanggal": "2024-05-01", "peran": "ketua"},
)
B = replace(A, name="b.txt", case="KUBE Melati", case_is_given=True, source_kind=SourceKind.OBSERVATION)
QUARREL = Suggestion(
    start=17,
    end=37,
    line=2,
    code="konflik/terbuka",
    valence=Valence.SUPPORTS,
    presence=Presence.DENIED,
    confidence=Confidence.MEDIUM,
    score=0.5,
    evidence=(Evidence(27, 32, "ribut", "ribut", EvidenceKind.EXACT, 1.0),),
    cues=(Cue(17, 26, "ga pernah", CueKind.NEGATION),),
)
MEETING = replace(
    QUARREL,
    start=38,
    end=50,
    code="komunikasi",
    valence=None,
    presence=Presence.PRESENT,
    evidence=(Evidence(38, 43, "Rapat", '"rapat"', EvidenceKind.LEARNED, 0.9),),
    cues=(),
    learned_from=12,
)
RUN = runs.TaggingRun(
    "a.txt", "book1", "words", "sentence", "0.1", "taught", 7, frozenset({"konflik", "komunikasi"})
)


@pytest.fixture
def connection(tmp_path):
    made = create_study_file(tmp_path / "kubecode.db")
    for name in ("book1", "book2"):
        runs.put_codebook(made, name, f"name of {name}", f"{name}.yaml", f"text of {name}")
    yield made
    made.close()


def put(connection, document, *suggestions, codebook="book1", at=AT):
    """Store a document with a tagging run."""
    with transaction(connection):
        number = documents.put_document(
            connection, document, DocumentFile(f"/from/{document.name}", "", "plain text"), at
        )
        run = replace(RUN, document=document.name, codebook_sha256=codebook)
        runs.put_run(connection, number, run, SEGMENTS, suggestions, at)


def suggested(connection, **which):
    return list(runs.get_suggestions(connection, **which))


def test_empty_study_returns_empty_results(connection):
    assert list(documents.get_documents(connection)) == documents.origins(connection) == []
    assert documents.stored_sha256(connection, "a.txt") is None
    assert documents.stored_origin(connection, "a.txt") is None
    assert runs.last_run(connection, "a.txt") is runs.newest_run(connection) is None
    assert runs.last_codebook(connection) is None
    assert runs.last_runs(connection) == {}
    assert runs.last_suggestion(connection, "a.txt", (17, 37), "konflik/terbuka") is None
    assert decisions.last_decision_time(connection) is None
    assert (decisions.last_batch(connection, "s"), cell_notes.last_note(connection)) == (0, 0)
    assert outline.outline_version(connection) == ""
    assert coder_names.remembered_coder(connection, "user") is None


def test_documents_are_read_back_as_stored(connection):
    put(connection, B)
    put(connection, A, at=LATER)
    as_read = list(documents.get_documents(connection, cases_as_read=True))
    assert as_read == [replace(one, segments=SEGMENTS) for one in (A, B)]
    assert documents.origins(connection) == [("a.txt", "/from/a.txt", LATER), ("b.txt", "/from/b.txt", AT)]
    assert documents.stored_origin(connection, "b.txt") == "/from/b.txt"
    assert documents.stored_sha256(connection, "a.txt") == documents.text_sha256(TEXT)
    assert documents.informants(connection) == ["Tini"]
    assert list(outline.document_texts(connection)) == [("a.txt", TEXT), ("b.txt", TEXT)]


def test_case_has_its_longest_name_in_every_document(connection):
    put(connection, A)
    put(connection, B)
    assert [one.case for one in documents.get_documents(connection)] == ["KUBE Melati", "KUBE Melati"]
    assert [one.name for one in documents.get_documents(connection, only="b.txt")] == ["b.txt"]
    assert documents.case_names(connection) == {"melati": "KUBE Melati"}
    assert outline.document_cases(connection) == {"a.txt": "melati", "b.txt": "KUBE Melati"}


def test_document_read_again_loses_its_runs_only_if_its_text_changed(connection):
    put(connection, A, QUARREL)
    same = replace(A, turns=A.turns[1:], case="mawar")
    documents.put_document(connection, same, DocumentFile("/elsewhere/a.txt", "", "plain text"), LATER)
    assert list(documents.get_documents(connection)) == [replace(same, segments=SEGMENTS)]
    assert documents.origins(connection) == [("a.txt", "/elsewhere/a.txt", LATER)]
    assert suggested(connection) == [("a.txt", QUARREL)]
    documents.put_document(
        connection, replace(A, text=f"{TEXT} Ya."), DocumentFile("/elsewhere/a.txt", "", "plain text"), LATER
    )
    assert suggested(connection) == []
    assert runs.last_run(connection, "a.txt") is None


def test_suggestions_come_from_the_last_run_of_each_document(connection):
    put(connection, A, QUARREL)
    put(connection, B, QUARREL, codebook="book2")
    put(connection, A, MEETING, QUARREL)
    assert suggested(connection) == [("a.txt", MEETING), ("a.txt", QUARREL), ("b.txt", QUARREL)]
    assert suggested(connection, only="b.txt") == [("b.txt", QUARREL)]
    assert runs.newest_run(connection) == runs.last_run(connection, "a.txt") == RUN
    assert runs.last_run(connection, "a.txt").asked_codes == RUN.asked_codes
    other = replace(RUN, document="b.txt", codebook_sha256="book2")
    assert runs.last_runs(connection) == {"a.txt": RUN, "b.txt": other}
    assert runs.last_codebook(connection) == ("book1", "book1.yaml", "text of book1")


def test_moved_codebook_has_its_new_path(connection):
    put(connection, A)
    runs.put_codebook(connection, "book1", "name of book1", "moved.yaml", "text of book1")
    assert runs.last_codebook(connection) == ("book1", "moved.yaml", "text of book1")


def test_last_suggestion_of_a_span_may_be_from_an_earlier_run(connection):
    put(connection, A, QUARREL)
    put(connection, A, replace(QUARREL, score=0.75))
    put(connection, A)
    assert runs.last_suggestion(connection, "a.txt", (17, 37), "konflik/terbuka").score == 0.75
    assert runs.last_suggestion(connection, "a.txt", (17, 37), "konflik") is None
    assert runs.last_suggestion(connection, "b.txt", (17, 37), "konflik/terbuka") is None


def test_outline_has_positions_of_segments_and_suggestions(connection):
    put(connection, A, QUARREL, MEETING)
    assert [tuple(one) for one in outline.outlined_segments(connection)] == [
        ("a.txt", 17, 37, "Tini"),
        ("a.txt", 38, 50, "Tini"),
    ]
    quarrel = ("a.txt", 17, 37, "konflik/terbuka", "supports", "denied", "medium", 0.5)
    meeting = ("a.txt", 38, 50, "komunikasi", None, "present", "medium", 0.5)
    assert [tuple(one) for one in outline.outlined_suggestions(connection)] == [quarrel, meeting]
    for indicator, found in {
        "ribut": [quarrel],
        "rapat": [meeting],
        '"rapat"': [meeting],
        "ribu": [],
    }.items():
        assert [tuple(one) for one in outline.outlined_suggestions(connection, indicator)] == found, indicator


def test_outline_version_changes_with_texts_cases_and_runs(connection):
    states = [outline.outline_version(connection)]
    for change in (A, A, replace(A, case="mawar"), replace(A, text=f"{TEXT}!"), B):
        put(connection, change)
        states.append(outline.outline_version(connection))
    assert len(set(states)) == len(states)
    assert outline.outline_version(connection) == states[-1]


def test_last_note_on_each_field_of_a_cell_is_current(connection):
    cell = cell_notes.CellKey("code", "case", "konflik", "melati")

    def say(field, value, coder="s", **more):
        cell_notes.put_note(connection, cell, field, value, (coder, AT), **more)

    def said(**which):
        return cell_notes.get_notes(connection, "code", "case", **which).get(("konflik", "melati"))

    say("summary", "Tenang.", basis=("x", "y"))
    say("valence", "supports")
    say("exemplar", "x")
    until = cell_notes.last_note(connection)
    say("note", "tanya lagi", coder="b")
    say("valence", "hinders", coder="b")
    assert said() == CellNote("Tenang.", ("x", "y"), Valence.HINDERS, "x", "tanya lagi")
    assert (
        said(coder="s") == said(until=until) == CellNote("Tenang.", ("x", "y"), Valence.SUPPORTS, "x", None)
    )
    assert said(coder="b") == CellNote(valence=Valence.HINDERS, note="tanya lagi")
    assert cell_notes.last_note(connection) == until + 2
    assert cell_notes.get_notes(connection, "code", "informant") == {}
    say("summary", None)
    say("valence", None)
    assert said() == CellNote(exemplar="x", note="tanya lagi")


def test_summary_without_excerpts_differs_from_one_with_unknown_excerpts(connection):
    cell = cell_notes.CellKey("code", "case", "konflik", "melati")
    cell_notes.put_note(connection, cell, "summary", "Tenang.", ("s", AT))
    assert cell_notes.get_notes(connection, "code", "case") == {
        ("konflik", "melati"): CellNote("Tenang.", ())
    }
    connection.execute(
        "INSERT INTO cell_note (rows, columns, row_id, column_key, field, value, basis, coder, at)"
        " VALUES ('code', 'case', 'konflik', 'mawar', 'summary', 'Ramai.', NULL, 's', '')"
    )
    assert cell_notes.get_notes(connection, "code", "case")["konflik", "mawar"] == CellNote("Ramai.", None)


def decide(connection, *made, at=AT, way="own"):
    """Store decisions, given as (coder, code, status), on the first segment of a.txt, as one batch."""
    with transaction(connection):
        return decisions.put_decisions(
            connection,
            [Decision("a.txt", 17, 37, code, coder, status) for coder, code, status in made],
            at,
            way,
        )


def test_decisions_are_listed_by_code_coder_batch_and_time(connection):
    put(connection, A)
    put(connection, B)
    first = decide(connection, ("s", "konflik", Status.ACCEPTED), ("s", "kohesi", Status.REJECTED))
    decide(connection, ("b", "", Status.ACCEPTED), at="2026-01-02", way="file")
    last = decide(connection, ("s", "konflik", Status.REJECTED), at="2026-01-03", way="mass")
    decide(connection, ("s", "suasana", Status.TO_DISCUSS), at="2026-01-04")
    decisions.put_read_through(connection, "b.txt", "r", frozenset({"konflik"}), AT)
    assert decisions.decided_codes(connection) == ["kohesi", "konflik", "suasana"]
    assert decisions.coders(connection) == ["b", "r", "s"]
    assert decisions.last_decision_time(connection) == "2026-01-04"
    assert (decisions.last_batch(connection, "s"), decisions.last_batch(connection, "b")) == (4, 2)
    assert [d.code for d in decisions.batch_decisions(connection, first)] == ["konflik", "kohesi"]
    assert [d.status for d in decisions.batch_decisions(connection, last)] == [Status.REJECTED]
    assert decisions.mass_decided_keys(connection, "s") == {("a.txt", 17, 37, "konflik")}
    assert decisions.mass_decided_keys(connection, "b") == frozenset()
    # Only single decisions measure the speed of a coder.
    assert decisions.decision_times(connection, "s", 5) == [AT, "2026-01-04"]
    assert decisions.decision_times(connection, "s", 1) == ["2026-01-04"]
    numbers = documents.document_ids(connection)
    assert [decisions.has_decisions(connection, numbers[name]) for name in ("a.txt", "b.txt")] == [True, True]
    assert not decisions.has_decisions(connection, 99)


def test_current_decision_and_completed_readings(connection):
    put(connection, A)
    decide(connection, ("s", "konflik", Status.ACCEPTED))
    decide(connection, ("s", "konflik", Status.REJECTED))
    asked = Decision("a.txt", 17, 37, "konflik", "s", Status.SUGGESTED)
    assert decisions.current_decision(connection, asked).status is Status.REJECTED
    with pytest.raises(LookupError):
        decisions.current_decision(connection, replace(asked, coder="b"))
    for codes in ({"konflik"}, {"konflik", "kohesi"}):
        decisions.put_read_through(connection, "a.txt", "s", frozenset(codes), AT)
    assert decisions.completed_readings(connection) == {"a.txt": {"s": {"konflik", "kohesi"}}}


def test_user_has_the_last_coder_name(connection):
    for coder in ("Sari", "Budi", "Budi"):
        coder_names.remember_coder(connection, "user", coder)
    coder_names.remember_coder(connection, "other", "Sari")
    assert coder_names.remembered_coder(connection, "user") == "Budi"


def test_damage_is_found_only_in_a_changed_study(connection):
    put(connection, A, QUARREL)
    assert damage.find_damage(connection) == []
    connection.execute("UPDATE document SET text = 'lain'")
    assert damage.find_damage(connection) == ["the text of a.txt is not the one that was stored"]
    connection.execute("UPDATE suggestion SET cues = '[{]'")
    (message,) = damage.find_damage(connection)
    assert message.startswith("it cannot be read (")


def test_run_without_classifier_has_empty_defaults():
    plain = runs.TaggingRun("a.txt", "book1", "words", "sentence", "0.1")
    assert (plain.learned_sha256, plain.learned_from, plain.asked_codes) == ("", 0, frozenset())


def test_indicator_with_non_ascii_characters_is_found(connection):
    piece = Evidence(27, 32, "café", "café “kecil”", EvidenceKind.PHRASE, 1.0)
    put(connection, A, replace(QUARREL, evidence=(piece,)), MEETING)
    found = outline.outlined_suggestions(connection, "café “kecil”")
    assert [one.code for one in found] == ["konflik/terbuka"]
    assert suggested(connection)[0][1].evidence == (piece,)

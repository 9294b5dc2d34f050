"""The findings of the sample study, from the decisions of its first coder."""

from pathlib import Path
from shutil import copyfile

import pytest

from kubecode.errors import KubecodeError
from kubecode.model import Decision, SourceKind, Status, Valence
from kubecode.store import decisions, documents
from kubecode.study.evaluation.evaluate import evaluate_against_gold, evaluate_decisions
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.cell import confirmed, note_cell, open_cell
from kubecode.study.report.matrix import Arrangement, study_matrix
from kubecode.study.session import opened
from kubecode.synthesiser.calibration import first_rise, overlap

SAMPLES = Path(__file__).parents[2] / "transcripts_sample"
SUPPORTS, HINDERS, MIXED = Valence.SUPPORTS, Valence.HINDERS, Valence.MIXED
ASPECTS = "komunikasi konflik kohesi kekuatan tujuan_struktur suasana membina tekanan".split()
FINDINGS = {
    "cempaka": dict.fromkeys(ASPECTS, SUPPORTS) | {"tekanan": MIXED},
    "tulip": dict.fromkeys(ASPECTS, HINDERS),
    "mentari": dict.fromkeys(ASPECTS, SUPPORTS) | {"kohesi": MIXED},
}


@pytest.fixture(scope="module")
def study(tmp_path_factory, samples):
    return copyfile(samples, tmp_path_factory.mktemp("study") / "kubecode.db")


@pytest.fixture(scope="module")
def matrix(samples):
    with opened(samples) as session:
        return study_matrix(session).matrix


@pytest.fixture
def session(study):
    with opened(study) as session:
        yield session


def test_samples_are_marked_as_invented():
    transcripts = [p for p in SAMPLES.iterdir() if p.suffix in {".txt", ".md"}]
    assert len(transcripts) >= 14
    assert all("rekaan untuk contoh" in path.read_text("utf-8")[:900] for path in transcripts)
    assert sum(len(path.read_text("utf-8").split()) for path in transcripts) >= 9000


def test_every_interview_has_one_informant_and_an_interviewer(session):
    for document in documents.get_documents(session.connection):
        if document.source_kind is SourceKind.INTERVIEW:
            assert len({turn.informant for turn in document.turns if not turn.asks} - {None}) == 1, (
                document.name
            )
            assert any(turn.asks for turn in document.turns), document.name
        else:
            assert {turn.informant for turn in document.turns} == {None}, document.name


@pytest.mark.parametrize("case", FINDINGS)
def test_cells_have_the_expected_valences(matrix, case):
    found = {row.id: matrix.cells[row.id, case].valence for row in matrix.rows}
    assert found == FINDINGS[case]
    assert not any(cell.draft for cell in matrix.cells.values())


def test_cohesion_in_mentari_diverges_by_subcode(matrix):
    cell = matrix.cells["kohesi", "mentari"]
    (subcodes,) = [d for d in cell.divergence if d.dimension == "subcode"]
    assert [(p.value, p.informants) for p in subcodes.positions] == [
        ("kewajiban", ("MH", "RS")),
        ("pemenuhan_kebutuhan", ("WW",)),
    ]
    assert subcodes.silent == ("DL", "KN", "PT", "ZB")


def test_conflict_in_mentari_diverges_by_presence(matrix):
    cell = matrix.cells["konflik", "mentari"]
    (presence,) = [d for d in cell.divergence if d.dimension == "presence"]
    assert {p.value: p.informants for p in presence.positions}["present"] == ("MH",)


def test_rows_of_the_sherif_lens(session):
    matrix = study_matrix(session, Arrangement(rows="sherif")).matrix
    assert {matrix.cells[row.id, "cempaka"].valence for row in matrix.rows} == {SUPPORTS}
    assert {matrix.cells[row.id, "tulip"].valence for row in matrix.rows} == {HINDERS}


def test_not_asked_and_not_found_are_different_empty_cells(session):
    matrix = study_matrix(session, Arrangement(by="informant")).matrix
    empty = {column.label: matrix.cells["kohesi", column.key].empty for column in matrix.columns}
    assert empty["KUBE Mentari · DL"] == "not_asked"
    assert empty["KUBE Mentari · KN"] == "not_found"


def test_subcode_rows_and_columns_by_attribute(session):
    assert len(study_matrix(session, Arrangement(rows="subcode")).matrix.rows) == 39
    for by, label in (
        ("role", "ketua"),
        ("role", "(tidak disebut)"),
        ("source", "observasi"),
        ("status", "bubar"),
        ("sumber", "dokumen"),
    ):
        assert label in {
            column.label for column in study_matrix(session, Arrangement(by=by)).matrix.columns
        }, by


@pytest.mark.parametrize("case", FINDINGS)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_cell_opens_to_its_excerpts_with_informant_and_line(session, case, aspect):
    opened_cell = open_cell(session, aspect, case)
    accepted = [c for c in opened_cell.codings if c.status == "accepted"]
    assert {c.id for c in accepted} == set(opened_cell.cell.excerpt_ids)
    for coding in accepted:
        assert coding.informant or coding.source_kind is not SourceKind.INTERVIEW
        assert (
            coding.text.split("\n", maxsplit=1)[0]
            in (SAMPLES / coding.document).read_text("utf-8").split("\n")[coding.line - 1]
        )


def test_suggestions_agree_with_each_coder(study):
    for coder in ("coder_a", "coder_b"):
        total = evaluate_against_gold(SAMPLES / f"{coder}.jsonl", study, None).total
        assert total.gold > 600
        assert total.f1 is not None
        assert total.f1 > 0.4


@pytest.mark.parametrize("coder", ["coder_a", "coder_b", None])
def test_accepted_share_falls_from_strong_to_weak(samples_of_both, coder):
    evaluation = evaluate_decisions(samples_of_both, None, coder)
    assert first_rise(evaluation.bands) is None
    strong, medium, weak = evaluation.bands
    assert not overlap(strong, medium)
    assert not overlap(medium, weak)
    assert all(0.2 < band.suggested / evaluation.total.suggested < 0.5 for band in evaluation.bands)


def test_summary_is_kept_and_earlier_notes_are_not_deleted(study):
    with opened(study) as session:
        note_cell(session, "kohesi", "Mentari", "s", {"summary": "Dua jawaban."})
        note_cell(session, "kohesi", "Mentari", "s", {"valence": MIXED})
        cell = open_cell(session, "kohesi", "KUBE Mentari").cell
        assert (cell.summary, cell.valence, cell.valence_source) == ("Dua jawaban.", MIXED, "confirmed")
        assert session.connection.execute("SELECT count(*) FROM cell_note").fetchone()[0] == 2


def test_summary_survives_tagging_again_and_is_stale_when_its_excerpts_change(tmp_path, samples):
    path = copyfile(samples, tmp_path / "kubecode.db")
    with opened(path) as session:
        note_cell(session, "kohesi", "Mentari", "s", {"summary": "Dua alasan.", "note": "tanya lagi"})
    codebook = tmp_path / "buku.yaml"
    codebook.write_text(
        (SAMPLES.parent / "codebooks" / "dinamika-kelompok.yaml").read_text("utf-8").replace("kolot", "kuno"),
        "utf-8",
    )
    tag(path, [], TagOptions(codebook=str(codebook)))
    with opened(path) as session:
        cell = open_cell(session, "kohesi", "Mentari").cell
        assert (cell.summary, cell.note, cell.summary_is_stale) == ("Dua alasan.", "tanya lagi", False)
        first = next(c for c in open_cell(session, "kohesi", "Mentari").codings if c.status == "accepted")
        rejected = Decision(first.document, first.start, first.end, first.path, "coder_a", Status.REJECTED)
        decisions.put_decisions(session.connection, [rejected], "2026-01-01T00:00:00Z")
        assert open_cell(session, "kohesi", "Mentari").cell.summary_is_stale
        note_cell(session, "kohesi", "Mentari", "s", confirmed(session, "kohesi", "Mentari", "id"))
        again = open_cell(session, "kohesi", "Mentari").cell
        assert (again.summary, again.summary_is_stale, again.valence_source) == (
            "Dua alasan.",
            False,
            "confirmed",
        )


def test_proposed_cell_can_be_confirmed_and_reset(study):
    with opened(study) as session:
        note_cell(session, "suasana", "Tulip", "s", confirmed(session, "suasana", "Tulip", "id"))
        cell = open_cell(session, "suasana", "Tulip").cell
        assert (cell.valence_source, cell.valence) == ("confirmed", HINDERS)
        assert cell.summary
        assert cell.summary.startswith("“")
        with pytest.raises(KubecodeError, match="nothing is proposed"):
            confirmed(session, "suasana", "Tulip", "id")
        note_cell(session, "suasana", "Tulip", "s", {"summary": " ", "valence": None})
        reset = open_cell(session, "suasana", "Tulip").cell
        assert (reset.summary, reset.valence_source) == (None, "proposed")


def test_exemplar_must_be_an_excerpt_of_the_cell(study):
    with opened(study) as session:
        note_cell(session, "kohesi", "Mentari", "s", {"exemplar": "mentari_WW_01.txt:24"})
        quote = open_cell(session, "kohesi", "Mentari").cell.quotes[0]
        assert (quote.document, quote.line) == ("mentari_WW_01.txt", 24)
        with pytest.raises(KubecodeError, match="no excerpt of this cell"):
            note_cell(session, "kohesi", "Mentari", "s", {"exemplar": "tulip_A_01.txt:21"})
        note_cell(session, "kohesi", "Mentari", "s", {"exemplar": None})

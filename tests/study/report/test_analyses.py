"""What the analyses count in a study: whose codings, of which group, reviewed or not."""

from dataclasses import replace
from pathlib import Path

import pytest

from kubecode.errors import KubecodeError
from kubecode.model import Decision, EvidenceKind, Status
from kubecode.store.decisions import put_decisions
from kubecode.store.study_file import create_study_file, transaction
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.analyses import (
    AnalysisOptions,
    KwicOptions,
    study_cooccurrence,
    study_kwic,
    study_saturation,
)
from kubecode.study.session import opened

SAMPLES = Path(__file__).parents[3] / "transcripts_sample"


@pytest.fixture(scope="module")
def drafted(drafted_samples):
    """The samples as they were tagged; nobody has decided anything."""
    with opened(drafted_samples) as session:
        yield session


@pytest.fixture(scope="module")
def reviewed(samples_of_both):
    """The samples with the decisions of both coders."""
    with opened(samples_of_both) as session:
        yield session


def made(tmp_path, *accepted, **texts):
    """Return a study of transcripts by name, in which (document, words, code) are accepted."""
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    study = tmp_path / "kubecode.db"
    tag(study, [tmp_path], TagOptions())
    with opened(study) as session:
        decisions = [
            Decision(f"{name}.txt", start, start + len(words), code, "ani", Status.ACCEPTED)
            for name, words, code in accepted
            for start in [texts[name].index(words)]
        ]
        with transaction(session.connection):
            put_decisions(session.connection, decisions, "2024-01-01T00:00:00Z")
    return study


def test_study_without_decisions_gives_a_draft(drafted, reviewed):
    for study, is_draft in ((drafted, True), (reviewed, False)):
        assert study_cooccurrence(study, AnalysisOptions()).result.draft is is_draft
        result = study_saturation(study, AnalysisOptions(rows="subcode")).result
        assert (result.draft, len(result.steps), result.uncoded) == (is_draft, 13, ())


def test_quote_of_both_coders_counts_once(reviewed):
    """No code has more regions with both coders than the two have together, nor fewer than each alone."""

    def regions(coder):
        rows = study_cooccurrence(reviewed, AnalysisOptions(coder=coder)).result.rows
        return {row.id: row.regions for row in rows}

    both, first, second = regions(None), regions("coder_a"), regions("coder_b")
    assert all(max(first[code], second[code]) <= both[code] < first[code] + second[code] for code in both)


def test_analysis_of_one_case_counts_its_codings_only(reviewed):
    def total(case):
        return sum(
            pair.both for pair in study_cooccurrence(reviewed, AnalysisOptions(case=case)).result.pairs
        )

    assert total(None) == total("Cempaka") + total("mentari") + total("KUBE Tulip")
    tulip = study_saturation(reviewed, AnalysisOptions(case="Tulip")).result
    assert {step.interview.case for step in tulip.steps} == {"KUBE Tulip"}


def test_saturation_takes_interviews_by_date(reviewed):
    result = study_saturation(reviewed, AnalysisOptions()).result
    documents = [step.interview.document for step in result.steps]
    assert documents[:3] == ["cempaka_T_01.txt", "cempaka_E_03.txt", "tulip_A_01.txt"]
    assert [step.interview.date for step in result.steps][:3] == ["2016-05-12", "2016-05-14", "2016-05-17"]
    assert not {name for name in documents if "observasi" in name or "dokumen" in name}
    assert result.undated == tuple(documents[-5:])


def test_interviews_are_coded_reviewed_or_neither(tmp_path):
    talk = "P: Sering kumpul?\nT: Kami kumpul tiap bulan. Ga pernah ribut.\n"
    study = made(
        tmp_path,
        ("melati_T_01", "Kami kumpul tiap bulan.", "komunikasi/formal"),
        melati_T_01=talk,
        melati_R_02=talk.replace("T:", "R:"),
    )
    with opened(study) as session:
        result = study_saturation(session, AnalysisOptions(rows="subcode")).result
    (step,) = result.steps
    assert (step.interview.document, step.new) == ("melati_T_01.txt", ("komunikasi/formal",))
    assert not step.interview.reviewed, "the other suggestion in it is still open"
    assert result.uncoded == ("melati_R_02.txt",)


def test_codes_may_cooccur_in_a_turn_but_not_on_an_excerpt(tmp_path):
    talk = "P: Sering kumpul?\nT: Kami kumpul tiap bulan. Ga pernah ribut.\n"
    study = made(
        tmp_path,
        ("melati_T_01", "Kami kumpul tiap bulan.", "komunikasi/formal"),
        ("melati_T_01", "Ga pernah ribut.", "konflik/terbuka"),
        melati_T_01=talk,
    )
    with opened(study) as session:
        apart = study_cooccurrence(session, AnalysisOptions()).result
        together = study_cooccurrence(session, AnalysisOptions(), "turn").result
    assert apart.closest() == []
    (pair,) = together.closest()
    assert (pair.first, pair.second, pair.both, pair.coefficient) == ("komunikasi", "konflik", 1, None)
    assert pair.informants == ("melati · T",)


def test_kwic_gives_informant_document_and_line(drafted):
    lines = study_kwic(drafted, "kumpul", KwicOptions())
    assert {line.hit.lower() for line in lines} >= {"ngumpul", "kumpul2", "dikumpulin", "kumpulan"}
    assert {line.kind for line in lines} == {EvidenceKind.EXACT, EvidenceKind.FORM}
    exact = study_kwic(drafted, '"kumpul"', KwicOptions())
    assert {line.hit.lower() for line in exact} == {"kumpul"}
    tulip = study_kwic(drafted, "kumpul", KwicOptions(case="tulip"))
    assert tulip == [line for line in lines if line.case == "KUBE Tulip"]
    assert {line.informant for line in study_kwic(drafted, "kumpul", KwicOptions(informant="Y"))} == {"Y"}


def test_kwic_finds_near_spellings_and_questions_on_request(tmp_path):
    talk = "P: Sering kumpul?\nT: Kami kmupul, kumpl tiap bulan.\n"
    study = made(tmp_path, melati_T_01=talk)
    with opened(study) as session:
        asked = KwicOptions()
        assert study_kwic(session, "kumpul", asked) == []
        near = study_kwic(session, "kumpul", replace(asked, near=True))
        assert [(line.hit, line.kind) for line in near] == [
            ("kmupul", EvidenceKind.NEAR),
            ("kumpl", EvidenceKind.NEAR),
        ]
        (question,) = study_kwic(session, "kumpul", replace(asked, questions=True))
        assert (question.hit, question.informant, question.line) == ("kumpul", None, 1)


def test_kwic_uses_the_lexicon_of_the_study(tmp_path):
    (tmp_path / "words.yaml").write_text("spellings: {ngrumpi: gosip}\n", "utf-8")
    study = made(tmp_path, melati_T_01="P: Gimana?\nT: Suka ngrumpi aja.\n")
    with opened(study) as session:
        assert [line.hit for line in study_kwic(session, "gosip", KwicOptions())] == ["ngrumpi"]


@pytest.mark.parametrize(
    "words", ["", '""', "12", "jadwal + ", "satu dua tiga empat lima enam tujuh delapan sembilan"]
)
def test_invalid_indicator_is_refused(drafted, words):
    with pytest.raises(KubecodeError) as error:
        study_kwic(drafted, words, KwicOptions())
    assert error.value.exit_status == 2


@pytest.mark.parametrize(
    "look",
    [
        lambda session: study_cooccurrence(session, AnalysisOptions(case="Cempakaa")),
        lambda session: study_saturation(session, AnalysisOptions(coder="siapa")),
        lambda session: study_kwic(session, "kumpul", KwicOptions(informant="XX")),
        lambda session: study_kwic(session, "kumpul", KwicOptions(case="Melati")),
    ],
)
def test_unknown_names_are_errors(drafted, look):
    with pytest.raises(KubecodeError) as error:
        look(drafted)
    assert error.value.exit_status == 2
    assert error.value.hint


def test_error_for_a_study_without_documents_says_what_to_do(tmp_path):
    create_study_file(tmp_path / "kubecode.db").close()
    with opened(tmp_path / "kubecode.db") as session:
        for look in (
            lambda: study_cooccurrence(session, AnalysisOptions()),
            lambda: study_saturation(session, AnalysisOptions()),
            lambda: study_kwic(session, "kumpul", KwicOptions()),
        ):
            with pytest.raises(KubecodeError, match="no documents"):
                look()

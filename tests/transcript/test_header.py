import pytest

from kubecode.language.indonesian import load
from kubecode.model import SourceKind
from kubecode.readers.yaml_tree import read_yaml
from kubecode.transcript import read_header


def header_of(text):
    node, problems = read_yaml(text, "a.txt", first_line=2)
    assert not problems
    return read_header(node, load().transcript_words)


def test_header_has_indonesian_keys():
    header, problems = header_of(
        "kasus: KUBE Melati\ninforman: R\nperan: anggota\nsumber: observasi\npenutur: {P: pewawancara, R: informan}"
    )
    assert not problems
    assert header.case == "KUBE Melati"
    assert header.informant == "R"
    assert header.role == "anggota"
    assert header.source_kind is SourceKind.OBSERVATION
    assert header.speakers == {"P": "pewawancara", "R": "informan"}


def test_header_may_have_english_keys():
    header, problems = header_of("case: KUBE Melati\ninformant: R\nrole: ketua\nsource: interview")
    assert not problems
    assert (header.case, header.informant, header.role) == ("KUBE Melati", "R", "ketua")
    assert header.source_kind is SourceKind.INTERVIEW


def test_other_keys_become_attributes_as_typed():
    header, _ = header_of("kasus: A\ntanggal: 2016-05-12\nstatus: no\nusia: 041")
    assert header.attributes == {"date": "2016-05-12", "status": "no", "usia": "041"}


def test_facts_under_the_names_that_they_have_above_the_speech_are_read():
    header, problems = header_of("kelompok: KUBE Melati\nnarasumber: Bu Sari\njabatan: ketua")
    assert not problems
    assert (header.case, header.informant, header.role) == ("KUBE Melati", "Bu Sari", "ketua")
    assert not header.attributes


def test_group_beside_a_case_is_an_attribute():
    header, _ = header_of("kasus: KUBE Melati\nkelompok: kontrol")
    assert (header.case, header.attributes) == ("KUBE Melati", {"kelompok": "kontrol"})


def test_speakers_may_be_declared_by_name():
    header, problems = header_of(
        'penutur: {P: Peneliti, S: "Ibu Sari, ketua", D: Dewi, A: anak, T: Anak Bu Sari}'
    )
    assert not problems
    assert header.names == {"S": "Ibu Sari", "D": "Dewi"}
    roles = {"P": "Peneliti", "S": "ketua", "D": "informan", "A": "anak", "T": "Anak Bu Sari"}
    assert header.speakers == roles


def test_misspelt_key_is_kept_with_a_warning():
    header, problems = header_of("kasuss: KUBE Melati")
    assert header.attributes == {"kasuss": "KUBE Melati"}
    (problem,) = problems
    assert problem.severity == "warning"
    assert "kasus" in problem.hint
    assert (problem.where.line, problem.where.column) == (2, 1)


def test_unknown_kind_of_source_is_an_error_with_its_position():
    _, problems = header_of("kasus: A\nsumber: wawncara")
    (problem,) = problems
    assert problem.severity == "error"
    assert problem.where.line == 3
    assert "wawancara" in problem.hint


def test_list_is_no_header():
    _, problems = header_of("- a\n- b")
    assert problems


def test_misspelt_role_is_corrected_with_a_warning_on_its_line():
    header, problems = header_of(
        "kasus: A\npenutur:\n  P: pewawancra\n  T: informn\n  A: anak\n  K: mantan ketua"
    )
    assert header.speakers == {"P": "pewawancara", "T": "informan", "A": "anak", "K": "mantan ketua"}
    assert [(p.severity, p.where.line, p.hint) for p in problems] == [
        ("warning", 4, 'did you mean "pewawancara"?'),
        ("warning", 5, 'did you mean "informan"?'),
    ]


def test_role_that_is_no_text_is_an_error():
    _, problems = header_of("penutur: {P: [pewawancara], T: informan}")
    assert [(p.severity, p.where.line) for p in problems] == [("error", 2)]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("wawancara", SourceKind.INTERVIEW),
        ("Interview", SourceKind.INTERVIEW),
        ("observasi", SourceKind.OBSERVATION),
        ("observation", SourceKind.OBSERVATION),
        ("dokumen", SourceKind.DOCUMENT),
        ("Dokumentasi", SourceKind.DOCUMENT),
        ("document", SourceKind.DOCUMENT),
    ],
)
def test_kind_of_source_may_be_indonesian_or_english(source, kind):
    for key in ("sumber", "source"):
        header, problems = header_of(f"{key}: {source}")
        assert (header.source_kind, problems) == (kind, [])
    assert header_of("kasus: A")[0].source_kind is None


def test_list_of_another_program_is_an_attribute():
    header, problems = header_of("kasus: A\ntags: [wawancara, melati]")
    assert not problems
    assert header.attributes == {"tags": "wawancara, melati"}
    assert header_of("kasus: A\naliases: []")[1] == []

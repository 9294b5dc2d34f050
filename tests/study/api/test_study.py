"""The methods of kubecode.Study and kubecode.Coder on a small study."""

import inspect
import json
import os
import subprocess
import sys
import typing
from pathlib import Path

import pandas as pd
import pytest
from workbook_study import TRANSCRIPTS, make_study

import kubecode
from kubecode.study.api.coder import Coder
from kubecode.study.report.matrix import study_matrix
from kubecode.study.session import opened
from kubecode.writers.json_lines import json_line
from kubecode.writers.records import cell_record


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A study that tests only read: NH has accepted and read Melati; Mawar has suggestions only."""
    return kubecode.open_study(make_study(tmp_path_factory.mktemp("studi")))


@pytest.fixture
def private_study(tmp_path):
    return kubecode.open_study(make_study(tmp_path))


def assert_plain(frame, numbers):
    """Check that exactly these columns have a number dtype, and that all values are JSON types."""
    assert sorted(name for name in frame if frame[name].dtype != object) == sorted(numbers)
    values = [value for name in frame for value in frame[name].tolist()]
    assert {type(value) for value in values} <= {str, bool, int, float, list, dict, type(None), type(pd.NA)}


def test_public_names_are_listed_and_loaded_lazily():
    assert dir(kubecode) == sorted(kubecode.__all__)
    assert all(getattr(kubecode, name) is not None for name in kubecode.__all__)
    script = "import sys, kubecode; print(*sorted({'pandas', 'rapidfuzz', 'sqlite3', 'yaml', 'kubecode.study', 'kubecode.coder'} & set(sys.modules)))"
    # A process whose coverage is measured loads sqlite3 for that.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)
    assert (result.returncode, result.stdout) == (0, "\n")


def test_tagging_a_text_does_not_import_pandas():
    script = "import sys, kubecode; kubecode.Coder('dinamika-kelompok').suggest('Ga pernah ribut.'); print('pandas' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, "False\n")


def test_public_functions_have_type_hints():
    assert typing.get_type_hints(kubecode.open_study) == {"path": str | Path, "return": kubecode.Study}
    assert typing.get_type_hints(kubecode.tag_text)["return"] == list[kubecode.Coding]
    assert typing.get_type_hints(kubecode.load_codebook)["return"] is kubecode.Codebook
    assert typing.get_type_hints(Coder.suggest)["return"] == list[kubecode.Coding]
    assert (Path(kubecode.__file__).parent / "py.typed").is_file()
    for name, method in inspect.getmembers(kubecode.Study, inspect.isfunction):
        if not name.startswith("_"):
            hints = inspect.get_annotations(method)
            assert set(hints) == {*inspect.signature(method).parameters} - {"self"} | {"return"}, name


def test_repr_of_a_study_is_one_line_for_any_file(study, tmp_path):
    assert repr(study) == "<Study kubecode.db: 3 documents, 4 decisions>"
    assert repr(kubecode.open_study(tmp_path / "none.db")) == "<Study none.db>"
    assert repr(kubecode.open_study(tmp_path)) == f"<Study {tmp_path.name}>"
    (tmp_path / "empty.db").touch()
    (tmp_path / "foreign.db").write_text("no database at all")
    (tmp_path / "circle.db").symlink_to(tmp_path / "circle.db")
    for name in ("empty", "foreign", "circle"):
        assert repr(kubecode.open_study(tmp_path / f"{name}.db")) == f"<Study {name}.db>"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle.db", "empty.db", "foreign.db"]
    assert repr(kubecode.open_study("\0")) == "<Study \0>"


def test_repr_does_not_wait_for_a_locked_study(private_study):
    with opened(private_study.path) as session:
        session.connection.execute("BEGIN EXCLUSIVE")
        assert repr(private_study) == "<Study kubecode.db>"
        session.connection.rollback()
    assert repr(private_study) == "<Study kubecode.db: 3 documents, 4 decisions>"


def test_repr_of_results_is_one_line(study):
    codebook = study.codebook
    assert repr(codebook) == "<Codebook uji: 3 codes, 4 indicators>"
    assert repr(kubecode.Coder(codebook)) == "<Coder uji: 3 codes, 4 indicators>"
    assert repr(study.cell("konflik", "melati")) == "<OpenedCell konflik × melati: mixed, 2 excerpts>"
    assert repr(study.cell("suasana", "mawar")) == "<OpenedCell suasana × mawar: not_reviewed, 0 excerpts>"
    (short,) = kubecode.tag_text("Kami\nsering ribut.", codebook)
    assert repr(short) == "<Coding konflik hinders present suggested, text:1 “Kami sering ribut.”>"
    (long,) = kubecode.tag_text(f"Kami sering ribut {'sekali ' * 20}.", codebook)
    assert repr(long).endswith("text:1 “Kami sering ribut sekali sekali sekali sekali sekali sekali…”>")
    (no_valence,) = study.excerpts(case="mawar")
    assert repr(no_valence).startswith("<Coding komunikasi denied suggested, mawar_C_01.txt:7 “Rapatnya")


@pytest.mark.parametrize("one", [str, Path, lambda path: [path], lambda path: iter([str(path)])])
def test_tag_takes_one_path_or_many(tmp_path, one):
    (tmp_path / "uji_A_01.txt").write_text("P: Gimana?\nT: Sering ribut.\n", "utf-8")
    study = kubecode.open_study(tmp_path / "kubecode.db")
    result = study.tag(one(tmp_path / "uji_A_01.txt"))
    assert repr(result) == "<TagResult: 1 documents, 1 codings, 0 problems>"
    assert study.tag().tagged == study.tag(tmp_path).tagged


def test_tag_takes_the_options_of_the_command(private_study):
    folder = private_study.path.parent
    (folder / "anggrek_X_01.txt").write_text("P: Gimana?\nT: Rapat terus. Rapat lagi.\n", "utf-8")
    result = private_study.tag(
        [folder / "anggrek_X_01.txt", folder / "none.txt"],
        folder / "uji.yaml",
        "Anggrek",
        segment="turn",
        dry_run=True,
    )
    assert [(t.document.case, len(t.document.segments)) for t in result.tagged] == [("Anggrek", 1)]
    assert [str(problem.where) for problem in result.problems] == [str(folder / "none.txt")]
    assert len(private_study.documents()) == len(TRANSCRIPTS)
    with pytest.raises(kubecode.KubecodeError, match='no segment called "word"'):
        private_study.tag(segment="word")


def test_imported_decisions_belong_to_argument_row_or_user(private_study, monkeypatch):
    rows = private_study.path.with_name("rows.jsonl")
    wanted = private_study.excerpts(case="mawar", status="suggested")
    assert len(wanted) == 1

    def write(**more):
        row = {"document": wanted[0].document, "start": wanted[0].start, "end": wanted[0].end}
        rows.write_text(json.dumps({**row, "code": wanted[0].code, "status": "accepted", **more}), "utf-8")

    monkeypatch.setenv("KUBECODE_CODER", "ENV")
    write()
    assert private_study.import_decisions(rows).decisions == 1
    assert private_study.import_decisions(str(rows), coder="XY").decisions == 1
    write(coder="AB")
    assert private_study.import_decisions(rows).decisions == 1
    assert sorted(private_study.codings(case="mawar")["coder"]) == ["AB", "ENV", "XY"]
    write(code="none")
    with pytest.raises(kubecode.KubecodeError) as stopped:
        private_study.import_decisions(rows)
    assert stopped.value.__notes__ == [str(problem) for problem in stopped.value.problems]
    assert "none" in stopped.value.__notes__[0]


def test_documents_have_speakers_counts_and_readers(study):
    frame = study.documents().set_index("document")
    assert list(frame.index) == sorted(TRANSCRIPTS)
    a = frame.loc["melati_A_01.txt"]
    assert (a["case"], a["source_kind"], a["informants"], a["readers"]) == (
        "melati",
        "interview",
        ["A"],
        ["NH"],
    )
    assert (a["words"], a["segments"], a["codings"], a["accepted"], a["undecided"]) == (8, 2, 2, 2, 0)
    assert a["date"] == a["attributes"]["date"]
    mawar = frame.loc["mawar_C_01.txt"]
    assert (mawar["readers"], mawar["accepted"], mawar["undecided"]) == ([], 0, 1)
    numbers = ["words", "segments", "codings", "accepted", "rejected", "undecided", "open"]
    assert_plain(study.documents(), numbers)


def test_codings_has_the_parameters_of_excerpts():
    excerpts, codings = inspect.signature(kubecode.Study.excerpts), inspect.signature(kubecode.Study.codings)
    assert excerpts.parameters == codings.parameters


def test_codings_is_the_frame_of_excerpts(study):
    excerpts, frame = study.excerpts(), study.codings()
    assert all(isinstance(coding, kubecode.Coding) and coding.evidence for coding in excerpts)
    assert [c.id for c in excerpts] == frame["id"].to_list()
    assert frame["subcode"].to_list() == [None, None, None, None, "terbuka"]
    assert_plain(frame, ["line", "start", "end", "score", "exemplar"])


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 5),
        ({"code": "konflik"}, 2),
        ({"code": "konflik/terbuka"}, 1),
        ({"case": "Mawar"}, 1),
        ({"informant": "A"}, 2),
        ({"valence": "supports"}, 1),
        ({"presence": "denied"}, 2),
        ({"status": "suggested"}, 1),
        ({"coder": "NH"}, 4),
        ({"coder": "NH", "status": "rejected"}, 0),
    ],
)
def test_codings_are_filtered(study, filters, count):
    assert len(study.excerpts(**filters)) == len(study.codings(**filters)) == count


def test_reasons_are_in_the_given_language(study):
    assert "denied by" in " ".join(study.codings(lang="en")["reason"])
    assert "denied by" not in " ".join(study.codings()["reason"])


@pytest.mark.parametrize(
    ("verb", "arguments", "message"),
    [
        ("codings", {"code": "konflic"}, 'no code called "konflic" (did you mean "konflik"?)'),
        ("codings", {"status": "acepted"}, 'no status called "acepted" (did you mean "accepted"?)'),
        ("excerpts", {"valence": "good"}, 'no valence called "good"'),
        ("excerpts", {"presence": "absent"}, 'no presence called "absent"'),
        ("matrix", {"rows": "konflik"}, 'no rows called "konflik"'),
        ("matrix", {"show": "excerpt"}, 'no field of a cell called "excerpt" (did you mean "excerpts"?)'),
        ("cells", {"by": "umur"}, 'no attribute or other way to group called "umur"'),
        ("cell", {"code": "konflik", "case": "Melatik"}, 'no case called "Melatik" (did you mean "melati"?)'),
        ("kwic", {"word": "ribut", "sort": "random"}, 'no sort called "random"'),
        ("cooccurrence", {"within": "document"}, 'no within called "document"'),
        ("cooccurrence", {"table": "runs"}, 'no table called "runs"'),
        ("kwic", {"word": "ribut", "width": 0}, "width cannot be 0 (give 1 or more)"),
        ("saturation", {"base": 0}, "base cannot be 0"),
        ("saturation", {"rows": "lens"}, 'no rows called "lens"'),
        ("saturation", {"table": "pairs"}, 'no table called "pairs"'),
        ("evaluate", {"table": "runs"}, 'no table called "runs"'),
        (
            "evaluate",
            {"gold": "g.jsonl", "coder": "NH"},
            "a coder is chosen among the decisions of the study",
        ),
        ("documents", {"coder": "XY"}, 'no coder called "XY"'),
        ("report", {"path": "laporan.pdf"}, "laporan.pdf: no report is written as .pdf"),
        ("report", {"path": "t.xlsx", "template": "t.j2"}, "t.xlsx: .xlsx is not made by a template"),
    ],
)
def test_unknown_names_are_errors(study, verb, arguments, message):
    with pytest.raises(kubecode.KubecodeError) as stopped:
        getattr(study, verb)(**arguments)
    assert str(stopped.value).startswith(message)


def test_missing_study_is_an_error(tmp_path):
    with pytest.raises(kubecode.KubecodeError, match="no study here"):
        kubecode.open_study(tmp_path / "none.db").codings()
    assert not (tmp_path / "none.db").exists()


def test_matrix_is_wide_and_cells_are_long(study):
    matrix, cells = study.matrix(), study.cells()
    assert matrix.to_dict() == {
        "mawar": {"komunikasi": None, "konflik": None, "suasana": None},
        "melati": {"komunikasi": None, "konflik": "mixed", "suasana": None},
    }
    assert (matrix.index.name, matrix.columns.name) == ("row", "column")
    assert list(zip(cells["row"], cells["column"], cells["valence"], strict=True)) == [
        (row, column, matrix.loc[row, column]) for row in matrix.index for column in matrix.columns
    ]
    excerpts = study.matrix(show="excerpts")
    assert (excerpts.loc["konflik", "melati"], set(excerpts.dtypes)) == (2, {pd.Series([1]).dtype})
    by_role = study.matrix(by="role", coder="NH")
    assert by_role.loc["konflik"].to_dict() == {"anggota": "hinders", "ketua": "supports"}
    assert list(study.matrix(order="time").columns) == ["mawar", "melati"]
    assert list(study.matrix("subcode").index) == ["komunikasi", "konflik", "konflik/terbuka", "suasana"]
    assert list(study.matrix(by="source").columns) == ["interview"]


def test_cells_have_the_fields_of_the_json(study):
    with opened(study.path) as session:
        matrix = study_matrix(session).matrix
    records = [json.loads(json_line(cell_record(cell))) for cell in matrix.cells.values()]
    cells = study.cells()
    assert [list(record) for record in records] == [list(cells.columns)] * 6
    assert cells.astype(object).where(cells.notna(), None).to_dict("records") == records
    numbers = ["draft", "excerpts", "undecided", "disputed", "informants_total", "absence", "denied"]
    assert_plain(cells, [*numbers, "summary_is_stale", "exemplar_line"])


def test_cell_has_its_codings_and_valence(study):
    cell = study.cell("konflik/terbuka", "melati", lang="en")
    assert [(coding.path, coding.reason) for coding in cell.codings] == [
        ("konflik/terbuka", "phrase “adu mulut”; word “ribut”")
    ]
    assert cell.cell.valence == "hinders"


@pytest.mark.parametrize(
    ("name", "start"), [("l.md", b"#"), ("l.html", b"<!doctype html>"), ("l.docx", b"PK"), ("l.XLSX", b"PK")]
)
def test_suffix_decides_the_format_of_a_report(study, tmp_path, name, start):
    assert study.report(str(tmp_path / name), by="informant", lang="en") is None
    assert (tmp_path / name).read_bytes().lower().startswith(start.lower())


def test_report_takes_a_template(study, tmp_path):
    (tmp_path / "t.md.j2").write_text("Halo", "utf-8")
    study.report(tmp_path / "l.md", template=tmp_path / "t.md.j2")
    assert (tmp_path / "l.md").read_text("utf-8").strip() == "Halo"


def test_kwic_has_one_row_for_each_hit(study):
    hits = study.kwic("rapat", case="melati", width=1)
    assert hits[["informant", "left", "hit", "right", "kind"]].to_numpy().tolist() == [
        ["A", "Kami ", "rapat", " tiap", "exact"],
        ["B", "", "Rapat", " jalan", "exact"],
    ]
    assert_plain(hits, ["line", "start", "end"])
    assert study.kwic("rapat", informant="B", sort="left")["document"].to_list() == ["melati_B_02.txt"]
    assert len(study.kwic("rapat", questions=True)) == 6


def test_kwic_includes_misspellings_on_request(private_study):
    transcript = private_study.path.with_name("melati_D_03.txt")
    transcript.write_text("P: Gimana?\nT: Kami kumpl tiap bulan.\n", "utf-8")
    private_study.tag(transcript)
    assert private_study.kwic("kumpul").empty
    assert private_study.kwic("kumpul", near=True)["hit"].to_list() == ["kumpl"]


def test_empty_frame_has_the_same_columns_and_types(study):
    for full, empty in (
        (study.kwic("rapat"), study.kwic("gempa")),
        (study.codings(), study.codings(coder="NH", status="rejected")),
    ):
        assert empty.empty and not full.empty
        assert empty.dtypes.equals(full.dtypes)


def test_cooccurrence_pairs_and_square_agree(study):
    pairs, square = study.cooccurrence(), study.cooccurrence(table="square")
    assert pairs[["first", "second", "both"]].to_numpy().tolist() == [
        ["komunikasi", "konflik", 1],
        ["komunikasi", "suasana", 0],
        ["konflik", "suasana", 0],
    ]
    assert pairs["coefficient"].isna().all()
    assert_plain(pairs, ["both", "first_only", "second_only", "coefficient", "draft"])
    assert square.to_numpy().tolist() == [[2, 1, 0], [1, 2, 0], [0, 0, 0]]
    assert list(square.index) == list(square.columns) == ["komunikasi", "konflik", "suasana"]
    in_turns = study.cooccurrence("subcode", within="turn", case="melati", coder="NH")
    assert in_turns["both"].sum() == 2
    assert set(in_turns["within"]) == {"turn"}


def test_saturation_has_three_tables(study):
    interviews = study.saturation(base=1)
    assert interviews[["document", "new", "cumulative"]].to_numpy().tolist() == [
        ["melati_A_01.txt", ["komunikasi", "konflik"], 2],
        ["melati_B_02.txt", ["konflik/terbuka"], 3],
    ]
    assert_plain(interviews, ["interview", "coded", "reviewed", "cumulative", "draft"])
    assert study.saturation("code")["cumulative"].to_list() == [2, 2]
    assert_plain(study.saturation(table="runs"), ["after", "length", "new", "ratio", "base"])
    thresholds = study.saturation(base=1, table="thresholds")
    assert thresholds[["length", "reached", "missing"]].to_numpy().tolist() == [
        [2, None, 1],
        [2, None, 1],
        [3, None, 2],
        [3, None, 2],
    ]


def test_suggestions_are_evaluated_against_decisions_or_gold(study, tmp_path):
    scores = study.evaluate().set_index("code")
    assert scores[["gold", "suggested", "hits"]].loc["*"].to_list() == [4, 4, 4]
    assert pd.isna(scores.loc["suasana", "f1"])
    assert_plain(study.evaluate(coder="NH"), list(scores.columns))
    assert study.evaluate(table="bands")["band"].to_list() == ["strong", "medium", "weak"]
    assert study.evaluate(table="kinds")["suggested"].sum() == 4
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"text": "Kami sering ribut.", "codes": [{"code": "suasana"}]}', "utf-8")
    against = study.evaluate(gold).set_index("code")
    assert against[["gold", "suggested", "hits"]].loc["*"].to_list() == [1, 1, 0]
    assert study.evaluate(gold, "dinamika-kelompok")["code"].size == 9


@pytest.mark.parametrize("given", [str, Path, kubecode.load_codebook])
def test_coder_takes_a_codebook_its_path_or_its_name(study, given):
    coder = kubecode.Coder(given(study.path.with_name("uji.yaml")))
    (coding,) = coder.suggest("Kami sering ribut.", case="Melati", informant="A", lang="en")
    assert (coding.path, coding.case, coding.informant, coding.reason) == (
        "konflik",
        "Melati",
        "A",
        "word “ribut”",
    )
    assert kubecode.Coder("dinamika-kelompok").codebook.name == "dinamika-kelompok"


def test_coder_keeps_no_state_between_texts(study):
    codebook = study.codebook
    texts = ["Kami sering ribut.", "Ga pernah ribut mah.", "Rapatnya udah ga jalan.", "Kami sering ribut."]
    coder = kubecode.Coder(codebook)
    separate = [kubecode.Coder(codebook).suggest(text) for text in texts]
    assert [coder.suggest(text) for text in texts] == separate
    assert [kubecode.tag_text(text, codebook) for text in texts] == separate
    without_indicators = codebook.with_indicators("konflik", lambda _: ())
    assert kubecode.tag_text(texts[0], without_indicators) == []
    assert kubecode.tag_text(texts[0], codebook) == separate[0]

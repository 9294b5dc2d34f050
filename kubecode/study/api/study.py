"""A study in Python, with the commands as methods.

The examples run in the folder of the sample study; docs/python.md shows how to make it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from kubecode.codebook import Codebook
from kubecode.errors import require_known, require_positive
from kubecode.model import Coding, Presence, Status, Valence
from kubecode.store.outline import counts
from kubecode.study.codebooks.load import study_codebook
from kubecode.study.coders import current_coder
from kubecode.study.codings import Filter, known_filter, study_codings
from kubecode.study.evaluation.evaluate import evaluate_study
from kubecode.study.ingest.decision_files import DecisionImport, import_decision_file
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.ingest.tag_results import TagResult
from kubecode.study.report import analyses
from kubecode.study.report.cell import OpenedCell, open_cell
from kubecode.study.report.matrix import Arrangement, study_matrix
from kubecode.study.session import opened
from kubecode.synthesiser.cooccurrence import Within
from kubecode.synthesiser.kwic import WORDS, Sort
from kubecode.synthesiser.saturation import BASE
from kubecode.transcript import SegmentBy
from kubecode.wording import Lang

if TYPE_CHECKING:
    import pandas as pd

    from kubecode.synthesiser.cells import Matrix

E = TypeVar("E", bound=StrEnum)


def open_study(path: str | Path = "kubecode.db") -> Study:
    """Return the study at a path. The first :meth:`Study.tag` creates the file.

    >>> kubecode.open_study("kubecode.db")
    <Study kubecode.db: 16 documents, 954 decisions>
    >>> kubecode.open_study("none.db")
    <Study none.db>
    """
    return Study(Path(path))


@dataclass(frozen=True, slots=True, repr=False)
class Study:
    """A study file. Every call opens and closes it, so that Python does not keep it locked.

    A method with the name of a command does the same. All methods raise KubecodeError where a command stops
    with an error, for example for a name that the study does not have. The results are plain values. The
    columns of a frame are the fields of the command's ``--json``.
    """

    path: Path

    def __repr__(self) -> str:
        """Return ``<Study kubecode.db: 16 documents, 954 decisions>``, or the name if unreadable."""
        size = counts(self.path)
        contents = f": {size.documents:,} documents, {size.decisions:,} decisions" if size else ""
        return f"<Study {self.path.name}{contents}>"

    @property
    def codebook(self) -> Codebook:
        """The codebook that the study was last tagged with.

        >>> study.codebook
        <Codebook dinamika-kelompok: 8 codes, 2,362 indicators>
        >>> study.codebook.find("konflik/terbuka").label
        'Konflik terbuka'
        """
        with opened(self.path) as session:
            return study_codebook(session).codebook

    def tag(
        self,
        paths: str | Path | Iterable[str | Path] = (),
        codebook: str | Path | None = None,
        case: str | None = None,
        *,
        segment: SegmentBy | None = None,
        jobs: int = 1,
        learned: bool = False,
        dry_run: bool = False,
    ) -> TagResult:
        """Read transcripts into the study and suggest codings; ``learned`` adds learned suggestions.

        ``paths`` are files, folders or patterns; without paths the documents of the study are tagged again.
        The result has the ``tagged`` documents with their codings, and the ``problems`` of the files.

        >>> study.tag("contoh")
        <TagResult: 16 documents, 1,414 codings, 0 problems>
        """
        if segment is not None:
            require_known("segment", segment, get_args(SegmentBy))
        options = TagOptions(str(codebook) if codebook else None, case, segment, dry_run, jobs, learned)
        files = [paths] if isinstance(paths, str | Path) else paths
        return tag(self.path, [Path(file) for file in files], options)

    def import_decisions(self, path: str | Path, coder: str | None = None) -> DecisionImport:
        """Import the decisions of a JSON Lines file, all or none, and return the counts.

        ``coder`` overrides the coders in the rows. Rows without a coder become your decisions.

        >>> study.import_decisions("contoh/coder_a.jsonl")
        DecisionImport(decisions=0, already_known=954, read_through=0)
        """
        with opened(self.path) as session:
            return import_decision_file(session, Path(path), coder, current_coder(session))

    def documents(self, coder: str | None = None) -> pd.DataFrame:
        """Return one row for each document, with its informants and the progress of its review.

        >>> study.documents().groupby("case")["words"].sum().to_dict()
        {'KUBE Cempaka': 2894, 'KUBE Mentari': 4318, 'KUBE Tulip': 3005}
        """
        from kubecode.study.api.frames import documents_frame
        from kubecode.study.report.study_report import study_coverage

        with opened(self.path) as session:
            return documents_frame(study_coverage(session, coder))

    def excerpts(
        self,
        code: str | None = None,
        case: str | None = None,
        informant: str | None = None,
        valence: str | None = None,
        presence: str | None = None,
        status: str | None = None,
        coder: str | None = None,
        lang: Lang = "id",
    ) -> list[Coding]:
        """Return the current codings, including suggestions, in the order of documents and text.

        A code includes its sub-codes. :meth:`codings` returns the same as a frame, but without the
        ``evidence`` of each coding.

        >>> [coding.line for coding in study.excerpts("konflik/terbuka", "Tulip", status="accepted")]
        [21, 21, 19, 27, 24, 24, 26]
        """
        values = (_enum_value("valence", valence, Valence), _enum_value("presence", presence, Presence))
        wanted = Filter(code, case, informant, *values, _enum_value("status", status, Status), coder)
        with opened(self.path) as session:
            wanted = known_filter(session, study_codebook(session).codebook, wanted)
            return study_codings(session, lang, wanted)

    def codings(
        self,
        code: str | None = None,
        case: str | None = None,
        informant: str | None = None,
        valence: str | None = None,
        presence: str | None = None,
        status: str | None = None,
        coder: str | None = None,
        lang: Lang = "id",
    ) -> pd.DataFrame:
        """Return the current codings, one in each row, with the filters of :meth:`excerpts`.

        >>> study.codings("konflik", status="accepted")["valence"].value_counts().to_dict()
        {'supports': 48, 'hinders': 37, 'mixed': 7, 'neutral': 3}
        """
        from kubecode.synthesiser.frame import tidy_frame

        return tidy_frame(self.excerpts(code, case, informant, valence, presence, status, coder, lang))

    def matrix(
        self,
        rows: str = "code",
        by: str = "case",
        order: str = "name",
        coder: str | None = None,
        *,
        show: str = "valence",
    ) -> pd.DataFrame:
        """Return the matrix with aspects as rows, groups as columns and the valence in each cell.

        ``show`` names another field of the cells (see :meth:`cells`): ``excerpts``, ``summary``, ``empty``.

        >>> study.matrix().loc["konflik", "KUBE Tulip"]
        'hinders'
        """
        from kubecode.study.api.frames import matrix_frame

        return matrix_frame(self._matrix(Arrangement(rows, by, order), coder), show)

    def cells(
        self, rows: str = "code", by: str = "case", order: str = "name", coder: str | None = None
    ) -> pd.DataFrame:
        """Return the matrix with one row for each cell and all its fields.

        >>> cells = study.cells()
        >>> cells[cells["valence"] == "mixed"]["id"].to_list()
        ['kohesi × mentari', 'tekanan × cempaka']
        """
        from kubecode.study.api.frames import cells_frame

        matrix = self._matrix(Arrangement(rows, by, order), coder)
        return cells_frame(matrix.cells.values())

    def _matrix(self, arrangement: Arrangement, coder: str | None) -> Matrix:
        with opened(self.path) as session:
            # English, because kinds of source become column names and the JSON has them in English.
            return study_matrix(session, arrangement, coder, "en").matrix

    def cell(self, code: str, case: str, coder: str | None = None, lang: Lang = "id") -> OpenedCell:
        """Return one cell of the matrix by case, with its row, its column and every coding in it.

        >>> study.cell("konflik", "Tulip")
        <OpenedCell konflik × KUBE Tulip: hinders, 33 excerpts>
        """
        with opened(self.path) as session:
            return open_cell(session, code, case, coder, lang)

    def report(
        self,
        path: str | Path,
        rows: str = "code",
        by: str = "case",
        order: str = "name",
        coder: str | None = None,
        *,
        template: str | Path | None = None,
        lang: Lang = "id",
    ) -> None:
        """Write the report to a file: the narrative (.docx, .md), the page (.html) or the workbook (.xlsx).

        ``template`` is the file of a custom template for the narrative.

        >>> study.report("laporan.docx", lang="en")
        """
        from kubecode.study.report.report_file import write_study_report

        with opened(self.path) as session:
            template_path = Path(template) if template else None
            write_study_report(session, Path(path), Arrangement(rows, by, order), coder, lang, template_path)

    def kwic(
        self,
        word: str,
        case: str | None = None,
        informant: str | None = None,
        *,
        near: bool = False,
        questions: bool = False,
        sort: Sort = "text",
        width: int = WORDS,
    ) -> pd.DataFrame:
        """Return every occurrence of a word with its context (keyword in context).

        ``word`` is written like an indicator. ``near`` includes misspellings, ``questions`` includes the
        interviewer. ``width`` is the number of words on each side. ``sort`` is ``text``, or ``left`` or
        ``right`` to sort by the words on that side.

        >>> study.kwic("kumpul", "Cempaka")["hit"].to_list()
        ['kumpul', 'Kumpul', 'dikumpulin', 'kumpul2', 'Kumpul', 'kumpul']
        """
        from kubecode.study.api.frames import kwic_frame

        require_known("sort", sort, get_args(Sort))
        require_positive("width", width)
        options = analyses.KwicOptions(case, informant, near, questions, width, sort)
        with opened(self.path) as session:
            return kwic_frame(analyses.study_kwic(session, word, options))

    def cooccurrence(
        self,
        rows: analyses.Rows = "code",
        within: Within = "excerpt",
        case: str | None = None,
        coder: str | None = None,
        *,
        table: Literal["pairs", "square"] = "pairs",
    ) -> pd.DataFrame:
        """Return how often two codes co-occur: a row for each pair, or the ``square`` of all codes.

        >>> pairs = study.cooccurrence(within="turn")
        >>> pairs.nlargest(1, "coefficient")[["first", "second", "both"]].to_dict("records")
        [{'first': 'kekuatan', 'second': 'tekanan', 'both': 20}]
        """
        from kubecode.study.api.frames import cooccurrence_frame

        require_known("rows", rows, get_args(analyses.Rows))
        require_known("within", within, get_args(Within))
        options = analyses.AnalysisOptions(case, coder, rows)
        with opened(self.path) as session:
            analysis = analyses.study_cooccurrence(session, options, within)
        return cooccurrence_frame(analysis.result, table)

    def saturation(
        self,
        rows: analyses.Rows = "subcode",
        base: int = BASE,
        case: str | None = None,
        coder: str | None = None,
        *,
        table: Literal["interviews", "runs", "thresholds"] = "interviews",
    ) -> pd.DataFrame:
        """Return how many codes each further interview adds.

        ``table`` selects the ``interviews``, the ``runs`` after the first ``base`` interviews, or the
        ``thresholds`` to which the share of new codes falls.

        >>> study.saturation(table="thresholds")["reached"].to_list()
        ['4+2', '5+2', '4+3', '5+3']
        """
        from kubecode.study.api.frames import saturation_frame

        require_known("rows", rows, get_args(analyses.Rows))
        require_positive("base", base)
        options = analyses.AnalysisOptions(case, coder, rows)
        with opened(self.path) as session:
            analysis = analyses.study_saturation(session, options, base)
        return saturation_frame(analysis.result, table)

    def evaluate(
        self,
        gold: str | Path | None = None,
        codebook: str | Path | None = None,
        coder: str | None = None,
        *,
        table: Literal["codes", "bands", "kinds"] = "codes",
    ) -> pd.DataFrame:
        """Return how well the suggestions agree with a gold file or with the decisions of coders.

        The last row of ``codes`` is the total. ``bands`` and ``kinds`` (of evidence) have the share of right
        suggestions.

        >>> study.evaluate(table="bands")["share"].round(2).to_list()
        [0.88, 0.63, 0.23]
        """
        from kubecode.study.api.frames import evaluation_frame

        gold_path, codebook_name = Path(gold) if gold else None, str(codebook) if codebook else None
        return evaluation_frame(evaluate_study(self.path, gold_path, codebook_name, coder), table)


def _enum_value(name: str, value: str | None, enum: type[E]) -> E | None:
    if value is not None:
        require_known(name, value, list(enum))
    return None if value is None else enum(value)

"""A study in Python, with the verbs of the command line.

The examples run beside the sample study; docs/python.md shows how it is made.
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
from kubecode.study.codings import Filter, check_filter, study_codings
from kubecode.study.evaluation.evaluate import evaluate_study
from kubecode.study.ingest.decision_files import DecisionImport, import_decision_file
from kubecode.study.ingest.tag import TagOptions, TagResult, tag
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
    """Return the study at a path. It is made by the first :meth:`Study.tag`.

    >>> kubecode.open_study("kubecode.db")
    <Study kubecode.db: 16 documents, 954 decisions>
    >>> kubecode.open_study("none.db")
    <Study none.db>
    """
    return Study(Path(path))


@dataclass(frozen=True, slots=True, repr=False)
class Study:
    """A study file, opened anew for every call, so that Python never locks it.

    Every method does what the command of its name does, and raises KubecodeError where that would stop.
    Names that the study does not have are errors too. What the methods return are plain values: a frame has
    the fields of the command's ``--json`` as columns.
    """

    path: Path

    def __repr__(self) -> str:
        """Return ``<Study kubecode.db: 16 documents, 954 decisions>``; a name alone is no study yet."""
        size = counts(self.path)
        said = f": {size.documents:,} documents, {size.decisions:,} decisions" if size else ""
        return f"<Study {self.path.name}{said}>"

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
        """Read transcripts into the study, or its own again, and suggest codings, also learned ones.

        ``paths`` are files, folders or patterns. The result has the documents as they were ``tagged``, each
        with its codings, and the ``problems`` of the files.

        >>> study.tag("contoh")
        <TagResult: 16 documents, 1,408 codings, 0 problems>
        """
        if segment is not None:
            require_known("segment", segment, get_args(SegmentBy))
        files = [paths] if isinstance(paths, str | Path) else paths
        options = TagOptions(str(codebook) if codebook else None, case, segment, dry_run, jobs, learned)
        return tag(self.path, [Path(file) for file in files], options)

    def import_decisions(self, path: str | Path, coder: str | None = None) -> DecisionImport:
        """Take over the decisions of a JSON Lines file, all or none, and return how many.

        Rows keep the coder that they name unless ``coder`` is given; rows that name none are yours.

        >>> study.import_decisions("contoh/coder_a.jsonl")
        DecisionImport(decisions=0, already_known=954, read_through=0)
        """
        with opened(self.path) as session:
            return import_decision_file(session, Path(path), coder, current_coder(session))

    def documents(self, coder: str | None = None) -> pd.DataFrame:
        """Return one row a document: what it is, who speaks in it, and how far its review has come.

        >>> study.documents().groupby("case")["words"].sum().to_dict()
        {'KUBE Cempaka': 2894, 'KUBE Mentari': 4273, 'KUBE Tulip': 3005}
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
        """Return every coding as it stands, suggestions too, in the order of documents and text.

        A code wants all codes below it. :meth:`codings` has the same as a frame; these have their
        ``evidence``, for loops and scripts.

        >>> [coding.line for coding in study.excerpts("konflik/terbuka", "Tulip", status="accepted")]
        [21, 21, 19, 27, 24, 24, 26]
        """
        said = (_chosen("valence", valence, Valence), _chosen("presence", presence, Presence))
        wanted = Filter(code, case, informant, *said, _chosen("status", status, Status), coder)
        with opened(self.path) as session:
            check_filter(session, study_codebook(session).codebook, wanted)
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
        """Return every coding as it stands, one row each, for counting; filters as in :meth:`excerpts`.

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
        """Return the matrix as it is printed: a row an aspect, a column a group, in each cell its valence.

        ``show`` names another field of the cells (:meth:`cells`): ``excerpts``, ``summary``, ``empty``.

        >>> study.matrix().loc["konflik", "KUBE Tulip"]
        'hinders'
        """
        from kubecode.study.api.frames import matrix_frame

        return matrix_frame(self._matrix(Arrangement(rows, by, order), coder), show)

    def cells(
        self, rows: str = "code", by: str = "case", order: str = "name", coder: str | None = None
    ) -> pd.DataFrame:
        """Return the matrix with one row a cell and all that is known of it.

        >>> cells = study.cells()
        >>> cells[cells["valence"] == "mixed"]["id"].to_list()
        ['kohesi × mentari', 'tekanan × cempaka']
        """
        from kubecode.study.api.frames import cells_frame

        matrix = self._matrix(Arrangement(rows, by, order), coder)
        return cells_frame(matrix.cells.values())

    def _matrix(self, how: Arrangement, coder: str | None) -> Matrix:
        with opened(self.path) as session:
            # The names of sources become columns, in the words of the JSON.
            return study_matrix(session, how, coder, "en").matrix

    def cell(self, code: str, case: str, coder: str | None = None, lang: Lang = "id") -> OpenedCell:
        """Return one cell of the matrix by case, opened: its row, column, cell and every coding in it.

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

        ``template`` is your own template of the narrative.

        >>> study.report("laporan.docx", lang="en")
        """
        from kubecode.study.report.report_file import write_study_report

        with opened(self.path) as session:
            own = Path(template) if template else None
            write_study_report(session, Path(path), Arrangement(rows, by, order), coder, lang, own)

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
        """Return every place where a word is said (keyword in context), written like an indicator.

        ``near`` also takes slips for it, ``questions`` hears the interviewer too; ``width`` words are kept on
        each side, and ``left`` or ``right`` sorts by the words there.

        >>> study.kwic("kumpul", "Cempaka")["hit"].to_list()
        ['kumpul', 'Kumpul', 'dikumpulin', 'kumpul2', 'Kumpul', 'kumpul']
        """
        from kubecode.study.api.frames import kwic_frame

        require_known("sort", sort, get_args(Sort))
        require_positive("width", width)
        asked = analyses.KwicOptions(case, informant, near, questions, width, sort)
        with opened(self.path) as session:
            return kwic_frame(analyses.study_kwic(session, word, asked))

    def cooccurrence(
        self,
        rows: analyses.Rows = "code",
        within: Within = "excerpt",
        case: str | None = None,
        coder: str | None = None,
        *,
        table: Literal["pairs", "square"] = "pairs",
    ) -> pd.DataFrame:
        """Return how often every two codes stand together: one row a pair, or the ``square`` of all codes.

        >>> pairs = study.cooccurrence(within="turn")
        >>> pairs.nlargest(1, "coefficient")[["first", "second", "both"]].to_dict("records")
        [{'first': 'kekuatan', 'second': 'tekanan', 'both': 20}]
        """
        from kubecode.study.api.frames import cooccurrence_frame

        require_known("rows", rows, get_args(analyses.Rows))
        require_known("within", within, get_args(Within))
        asked = analyses.AnalysisOptions(case, coder, rows)
        with opened(self.path) as session:
            analysed = analyses.study_cooccurrence(session, asked, within)
        return cooccurrence_frame(analysed.result, table)

    def saturation(
        self,
        rows: analyses.Rows = "subcode",
        base: int = BASE,
        case: str | None = None,
        coder: str | None = None,
        *,
        table: Literal["interviews", "runs", "thresholds"] = "interviews",
    ) -> pd.DataFrame:
        """Return how many codes each further interview adds: the interviews, the runs after the base of so
        many interviews, or where new codes fall to a threshold.

        >>> study.saturation(table="thresholds")["reached"].to_list()
        ['4+2', '5+2', '4+3', '5+3']
        """
        from kubecode.study.api.frames import saturation_frame

        require_known("rows", rows, get_args(analyses.Rows))
        require_positive("base", base)
        asked = analyses.AnalysisOptions(case, coder, rows)
        with opened(self.path) as session:
            analysed = analyses.study_saturation(session, asked, base)
        return saturation_frame(analysed.result, table)

    def evaluate(
        self,
        gold: str | Path | None = None,
        codebook: str | Path | None = None,
        coder: str | None = None,
        *,
        table: Literal["codes", "bands", "kinds"] = "codes",
    ) -> pd.DataFrame:
        """Return how well the suggestions agree with a gold file, or with the decisions of all or one coder.

        The last row of ``codes`` is all of them; ``bands`` and ``kinds`` of evidence say how often each is
        right.

        >>> study.evaluate(table="bands")["share"].round(2).to_list()
        [0.88, 0.64, 0.23]
        """
        from kubecode.study.api.frames import evaluation_frame

        book = str(codebook) if codebook else None
        return evaluation_frame(evaluate_study(self.path, Path(gold) if gold else None, book, coder), table)


def _chosen(what: str, value: str | None, kind: type[E]) -> E | None:
    if value is None:
        return None
    require_known(what, value, list(kind))
    return kind(value)

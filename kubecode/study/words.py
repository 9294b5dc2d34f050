"""Words as a study reads them: its own ``words.yaml``, how a word is read, and what nothing could read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.language import Nearest, NearSpelling, WordAnalysis, tokenise
from kubecode.language.custom_lexicon import EMPTY_LEXICON, CustomLexicon, parse_custom_lexicon
from kubecode.language.registry import load_language
from kubecode.model import Document
from kubecode.readers.text_files import read_text
from kubecode.readers.yaml_tree import read_yaml
from kubecode.store import documents as document_store
from kubecode.study.codebooks.load import language_for, study_codebook
from kubecode.study.session import Session, study_path

FILE_NAME = "words.yaml"
_CONTEXT = 16
"""Characters on each side of a word that are shown with it."""


@dataclass(frozen=True, slots=True)
class AnalysedWord:
    """How a word is read, and the nearest root where no rule could read it."""

    reading: WordAnalysis
    nearest: Nearest | None


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A form that nothing could read: how often it is said, and where for the first time.

    ``before``, ``surface`` and ``behind`` are the words as they stand in the text.
    """

    form: str
    count: int
    nearest: Nearest | None
    document: str
    line: int
    before: str
    surface: str
    behind: str


@dataclass(frozen=True, slots=True)
class StudyLexicon:
    """The words of a study's ``words.yaml`` and the fingerprint of that file, "" where there is none."""

    words: CustomLexicon = EMPTY_LEXICON
    sha256: str = ""


def study_lexicon(study: Path) -> StudyLexicon:
    """Return the words that a study teaches in ``words.yaml`` beside it.

    Raises KubecodeError with every problem of the file; no file teaches nothing.
    """
    path = study.parent / FILE_NAME
    if not path.is_file():
        return StudyLexicon()
    text = read_text(path)
    node, problems = read_yaml(text, str(path))
    own, found = parse_custom_lexicon(node)
    problems += found
    if problems:
        hint = "mend the file, or take it away"
        raise KubecodeError(f"{path}: the study's own words cannot be used", hint, problems=tuple(problems))
    return StudyLexicon(own, sha256(text.encode("utf-8")).hexdigest())


def analyse_words(forms: Iterable[str], study: Path | None) -> list[AnalysedWord]:
    """Return how each word is read, with the words that the study teaches, if there is one."""
    language = load_language(lexicon=study_lexicon(study_path(study)).words)
    readings = [language.read(token.form) for form in forms for token in tokenise(form)]
    near = NearSpelling(language.analyser)
    return [
        AnalysedWord(reading, None if reading.known else near.nearest(reading.form)) for reading in readings
    ]


def unknown_words(session: Session) -> list[UnknownWord]:
    """Return what nothing could read in the study's transcripts, the commonest first.

    What is written with a capital is taken for a name, which needs no reading.
    """
    language = language_for(study_codebook(session).codebook, study_lexicon(session.path).words)
    counts: dict[str, int] = {}
    first: dict[str, tuple[Document, int, int]] = {}
    for document in document_store.get_documents(session.connection):
        for segment in document.segments:
            for token in tokenise(document.text, segment.start, segment.end):
                is_name = document.text[token.start].isupper()
                if not is_name and not language.read(token.form).known:
                    counts[token.form] = counts.get(token.form, 0) + 1
                    first.setdefault(token.form, (document, token.start, token.end))
    near = NearSpelling(language.analyser)
    commonest = sorted(counts, key=lambda form: (-counts[form], form))
    return [_unknown(form, counts[form], near.nearest(form), *first[form]) for form in commonest]


def _unknown(
    form: str, count: int, nearest: Nearest | None, document: Document, start: int, end: int
) -> UnknownWord:
    text = document.text
    return UnknownWord(
        form=form,
        count=count,
        nearest=nearest,
        document=document.name,
        line=text.count("\n", 0, start) + 1,
        before=text[max(0, start - _CONTEXT) : start],
        surface=text[start:end],
        behind=text[end : end + _CONTEXT],
    )

"""The ``words.yaml`` of a study, the analysis of words, and the unknown words of transcripts."""

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
from kubecode.study.codings import line_at
from kubecode.study.session import Session, study_path

LEXICON_FILE = "words.yaml"
_CONTEXT = 16
"""Characters of context shown on each side of an unknown word."""


@dataclass(frozen=True, slots=True)
class AnalysedWord:
    """The analysis of a word, with the nearest root if no rule could read it."""

    analysis: WordAnalysis
    nearest: Nearest | None


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A form that the language cannot read, with its frequency and first occurrence.

    ``before``, ``surface`` and ``behind`` are the word in the text with its context; ``line`` counts from 1.
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
    """The lexicon in a study's ``words.yaml`` and the SHA-256 of the file, "" if there is none."""

    lexicon: CustomLexicon = EMPTY_LEXICON
    sha256: str = ""


def study_lexicon(study: Path) -> StudyLexicon:
    """Return the lexicon in the ``words.yaml`` beside a study, empty if there is no such file.

    Raises KubecodeError with every problem of the file.
    """
    path = study.parent / LEXICON_FILE
    if not path.is_file():
        return StudyLexicon()
    text = read_text(path)
    node, problems = read_yaml(text, str(path))
    lexicon, found = parse_custom_lexicon(node)
    problems += found
    if problems:
        hint = "correct the file, or remove it"
        raise KubecodeError(f"{path}: the study's own words cannot be used", hint, problems=tuple(problems))
    return StudyLexicon(lexicon, sha256(text.encode("utf-8")).hexdigest())


def analyse_words(forms: Iterable[str], study: Path | None) -> list[AnalysedWord]:
    """Return the analysis of each word in ``forms``, with the lexicon of the study if there is one."""
    language = load_language(lexicon=study_lexicon(study_path(study)).lexicon)
    analyses = [language.read(token.form) for form in forms for token in tokenise(form)]
    near = NearSpelling(language.analyser)
    return [
        AnalysedWord(analysis, None if analysis.known else near.nearest(analysis.form))
        for analysis in analyses
    ]


def unknown_words(session: Session) -> list[UnknownWord]:
    """Return the unknown words of the study's transcripts, the most frequent first.

    A word with a capital letter is taken for a name and left out.
    """
    language = language_for(study_codebook(session).codebook, study_lexicon(session.path).lexicon)
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
    most_frequent = sorted(counts, key=lambda form: (-counts[form], form))
    return [_unknown_word(form, counts[form], near.nearest(form), *first[form]) for form in most_frequent]


def _unknown_word(
    form: str, count: int, nearest: Nearest | None, document: Document, start: int, end: int
) -> UnknownWord:
    text = document.text
    return UnknownWord(
        form=form,
        count=count,
        nearest=nearest,
        document=document.name,
        line=line_at(text, start),
        before=text[max(0, start - _CONTEXT) : start],
        surface=text[start:end],
        behind=text[end : end + _CONTEXT],
    )

"""Words as a study reads them: its own ``words.yaml``, how a word is read, and what nothing could read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.language import Nearest, NearSpelling, Reading, indonesian, tokenise
from kubecode.language.custom_lexicon import NO_WORDS, OwnWords, parse_own_words
from kubecode.model import Document
from kubecode.readers.text_files import read_text
from kubecode.readers.yaml_tree import read_yaml
from kubecode.store import documents as document_store
from kubecode.study.codebooks.load import codebook_of, language_of
from kubecode.study.session import Session, place

FILE_NAME = "words.yaml"
_CONTEXT = 16
"""Characters on each side of a word that are shown with it."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """How a word is read, and the nearest root where no rule could read it."""

    reading: Reading
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
class TaughtWords:
    """The words of a study's ``words.yaml`` and the fingerprint of that file, "" where there is none."""

    words: OwnWords = NO_WORDS
    sha256: str = ""


def taught_words(study: Path) -> TaughtWords:
    """Return the words that a study teaches in ``words.yaml`` beside it.

    Raises KubecodeError with every problem of the file; no file teaches nothing.
    """
    path = study.parent / FILE_NAME
    if not path.is_file():
        return TaughtWords()
    text = read_text(path)
    node, problems = read_yaml(text, str(path))
    own, found = parse_own_words(node)
    problems += found
    if problems:
        hint = "mend the file, or take it away"
        raise KubecodeError(f"{path}: the study's own words cannot be used", hint, problems=tuple(problems))
    return TaughtWords(own, sha256(text.encode("utf-8")).hexdigest())


def read_words(forms: Iterable[str], study: Path | None) -> list[ReadWord]:
    """Return how each word is read, with the words that the study teaches, if there is one."""
    language = indonesian.load(taught_words(place(study)).words)
    readings = [language.read(token.form) for form in forms for token in tokenise(form)]
    near = NearSpelling(language.analyser)
    return [ReadWord(reading, None if reading.known else near.nearest(reading.form)) for reading in readings]


def unknown_words(session: Session) -> list[UnknownWord]:
    """Return what nothing could read in the study's transcripts, the commonest first.

    What is written with a capital is taken for a name, which needs no reading.
    """
    language = language_of(codebook_of(session).codebook, taught_words(session.path).words)
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

"""Codebook files: find, load, check, compare and create them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from kubecode.codebook import Codebook, CodebookChange, check_codebook, compare_codebooks, parse_codebook
from kubecode.errors import KubecodeError, Problem, unknown_name
from kubecode.language import Language
from kubecode.language.custom_lexicon import EMPTY_LEXICON, CustomLexicon
from kubecode.language.registry import LANGUAGES, load_language
from kubecode.readers.text_files import read_text
from kubecode.readers.yaml_tree import MAX_CHARACTERS, read_yaml
from kubecode.store import runs
from kubecode.store.study_paths import found_path, study_folder
from kubecode.study.bundled import bundled_codebooks
from kubecode.study.session import Session

DEFAULT = "dinamika-kelompok"


@dataclass(frozen=True, slots=True)
class LoadedCodebook:
    """A codebook with the path, text and SHA-256 of its file, and the warnings about it."""

    codebook: Codebook
    path: str
    text: str
    sha256: str
    warnings: tuple[Problem, ...]


def locate_codebook(name: str) -> Path:
    """Return the file of a codebook that is given as a path or by the name of a bundled codebook.

    Raises KubecodeError for an unknown name.
    """
    path = Path(name)
    if path.suffix.casefold() in {".yaml", ".yml"} or path.exists():
        return path
    known = bundled_codebooks()
    if name in known:
        return known[name]
    raise unknown_name("codebook", name, known)


def load_codebook_file(path: Path) -> LoadedCodebook:
    """Load a codebook file for use. Raises KubecodeError with every error in it."""
    text = _read(path)
    return load_codebook_text(text, str(path))


def check_codebook_file(path: Path) -> tuple[Codebook | None, list[Problem]]:
    """Return a codebook (None if unreadable) and its errors and warnings in line order."""
    node, problems = read_yaml(_read(path), str(path))
    if node is None and problems:
        return None, problems
    codebook, found = parse_codebook(node, str(path), LANGUAGES)
    problems += found
    if codebook:
        language = language_for(codebook)
        problems += check_codebook(codebook, lambda word: language.read(word).keys)
    return codebook, sorted(problems, key=lambda p: (p.where.line or 0, p.where.column or 0))


def language_for(codebook: Codebook, lexicon: CustomLexicon = EMPTY_LEXICON) -> Language:
    """Return the language with a lexicon and with the unknown words of indicators as roots."""
    words = {
        word
        for code in codebook.walk()
        for indicator in (*code.indicators, *code.exclude)
        for part in indicator.parts
        for word in part
    }
    plain = load_language(codebook.language, lexicon)
    new = frozenset(word for word in words if word.isalpha() and not plain.read(word).known)
    return load_language(codebook.language, replace(lexicon, roots=lexicon.roots | new))


def study_codebook(session: Session) -> LoadedCodebook:
    """Return the codebook of the study's newest run, or the default codebook before the first run.

    The codebook file is read as it is now; if it is gone, the text stored in the study is used.
    """
    stored = runs.last_codebook(session.connection)
    if stored is None:
        return load_codebook_file(locate_codebook(DEFAULT))
    _, path, text = stored
    path = codebook_path(session, path)
    return load_codebook_file(Path(path)) if Path(path).is_file() else load_codebook_text(text, path)


def codebook_path(session: Session, stored: str) -> str:
    """Return where the study's codebook is: beside the study if it is there, unless it is a bundled one."""
    bundled = {path.resolve() for path in bundled_codebooks().values()}
    if Path(stored).resolve() in bundled:
        return stored
    return found_path(study_folder(session.connection), stored)


def compare_codebook_files(old: Path, new: Path) -> list[CodebookChange]:
    """Return the changes from one codebook file to another."""
    return compare_codebooks(load_codebook_file(old).codebook, load_codebook_file(new).codebook)


def new_codebook(target: Path, source: str | None) -> None:
    """Write a codebook file: a commented template, or a copy of ``source`` (path or bundled name).

    The codebook gets the name of its file, so that two codebooks do not share a name. Raises KubecodeError
    if the file exists or cannot be written.
    """
    text = _read(locate_codebook(source)) if source else _START.format(file=target.name)
    text = _NAME_LINE.sub(lambda _: f"codebook: {_yaml_text(target.stem)}", text, count=1)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise KubecodeError(
            f"{target}: this file exists", "choose another name; nothing was changed"
        ) from None
    except OSError as error:
        raise KubecodeError(
            f"{target}: cannot be written: {error.strerror}", "choose another folder"
        ) from error


def _yaml_text(words: str) -> str:
    """Return words as a YAML scalar: plain if that is safe, else in double quotes."""
    return words if _PLAIN.fullmatch(words) else json.dumps(words, ensure_ascii=False)


def _read(path: Path) -> str:
    if path.is_file() and path.stat().st_size > 4 * MAX_CHARACTERS:
        raise KubecodeError(
            f"{path}: {path.stat().st_size / 1e6:.0f} MB is too large for a codebook", "give the right file"
        )
    return read_text(path)


def load_codebook_text(text: str, path: str) -> LoadedCodebook:
    """Load a codebook from the text of a file. Raises KubecodeError with every error in it."""
    node, problems = read_yaml(text, path)
    codebook = None
    if node is not None or not problems:
        codebook, found = parse_codebook(node, path, LANGUAGES)
        problems += found
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if codebook is None or errors:
        raise KubecodeError(
            f"{path}: the codebook cannot be used", f"run: kubecode codebook check {path}", problems=errors
        )
    fingerprint = sha256(text.encode("utf-8")).hexdigest()
    return LoadedCodebook(codebook, path, text, fingerprint, tuple(problems))


_NAME_LINE = re.compile(r"^codebook:.*$", re.MULTILINE)
_PLAIN = re.compile(r"\w(?:[\w .-]*\w)?")
_START = """\
# A codebook for kubecode. Check it with: kubecode codebook check {file}
# An indicator: kumpul (any form of the word), "kumpul" (this form only), adu mulut (these words in this
# order), jadwal + jaga (both within eight words).
codebook:
version: 1
language: id
title: Judul kodebuku
codes:
  - id: contoh
    label: Kode contoh
    family: aspek
    direction: direct        # direct: its presence supports the group; inverse: it hinders; none: neither
    brief: Satu kalimat yang menjelaskan kode ini.
    definition: Apa yang dimaksud, selengkapnya.
    use_when: Kapan kode ini dipakai.
    not_when: Kapan tidak, dan kode apa yang dipakai sebagai gantinya.
    example: Kutipan yang khas.
    counter_example: Kutipan yang mirip, tetapi bukan.
    origin: theory           # theory or data
    indicators:
      supports: [saling bantu]
      hinders: [sendiri-sendiri]
      any: [kompak]
    exclude: []
    codes: []                # sub-codes, same shape
lenses: []
"""

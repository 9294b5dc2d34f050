"""Suggestions for texts without a study, from a codebook that is compiled once."""

from __future__ import annotations

from pathlib import Path

from kubecode.codebook import Codebook
from kubecode.coder import compile_codebook
from kubecode.model import Coding
from kubecode.study.codebooks.load import language_for, load_codebook_file, locate_codebook
from kubecode.study.ingest.texts import suggest
from kubecode.wording import Lang


def load_codebook(path: str | Path) -> Codebook:
    """Return a codebook from a YAML file, or a bundled one by name.

    Raises KubecodeError for an unknown name and for a file with errors.

    >>> kubecode.load_codebook("dinamika-kelompok")
    <Codebook dinamika-kelompok: 8 codes, 2,362 indicators>
    """
    return load_codebook_file(locate_codebook(str(path))).codebook


class Coder:
    """A codebook that is compiled once, to suggest codings for any number of texts.

    ``codebook`` is a codebook, the path of a YAML file or the name of a bundled codebook.

    >>> kubecode.Coder("dinamika-kelompok")
    <Coder dinamika-kelompok: 8 codes, 2,362 indicators>
    """

    def __init__(self, codebook: Codebook | str | Path) -> None:
        self.codebook = codebook if isinstance(codebook, Codebook) else load_codebook(codebook)
        self._compiled = compile_codebook(self.codebook, language_for(self.codebook))

    def __repr__(self) -> str:
        """Return ``<Coder NAME: 8 codes, 2,362 indicators>``."""
        return f"<Coder {self.codebook.name}: {self.codebook.size}>"

    def suggest(
        self, text: str, case: str | None = None, informant: str | None = None, lang: Lang = "id"
    ) -> list[Coding]:
        """Return suggested codings for a quote, or for a transcript with speaker labels.

        The questions of a transcript are not coded. ``lang`` is the language of the reasons.

        >>> coder = kubecode.Coder("dinamika-kelompok")
        >>> coder.suggest("Kami mah ga pernah ribut.")
        [<Coding konflik/terbuka supports denied suggested, text:1 “Kami mah ga pernah ribut.”>]
        """
        return suggest(text, self._compiled, case, informant, lang)

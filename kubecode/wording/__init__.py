"""The words of results in Indonesian and English, from the TOML files in this folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Lang = Literal["id", "en"]

_FILES: Mapping[Lang, str] = {"id": "indonesian.toml", "en": "english.toml"}


def say(key: str, lang: Lang, *values: object) -> str:
    """Return the words of a key, with ``{}`` filled in order. Raises KeyError for an unknown key."""
    words = wording(lang)[key]
    return words.format(*values) if values else words


@cache
def wording(lang: Lang) -> Mapping[str, str]:
    """Return all words of a language. Keys inside a table have its name and a dot before them."""
    tables = tomllib.loads(files(__package__).joinpath(_FILES[lang]).read_text("utf-8"))
    words: dict[str, str] = {}
    for key, value in tables.items():
        if isinstance(value, str):
            words[key] = value
        else:
            words |= {f"{key}.{name}": text for name, text in value.items()}
    return words

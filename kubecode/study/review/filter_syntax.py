"""The syntax of filters: ``kode=konflik kasus=Tulip status=dilewati``."""

from __future__ import annotations

import shlex
from enum import StrEnum
from typing import Any, TypeVar

from kubecode.errors import ExitStatus, KubecodeError, did_you_mean
from kubecode.model import Confidence, Presence, Status, Valence
from kubecode.study.codings import Filter
from kubecode.wording import Lang, say

_KEYS = {
    "code": "code",
    "kode": "code",
    "case": "case",
    "kasus": "case",
    "informant": "informant",
    "informan": "informant",
    "inf": "informant",
    "status": "status",
    "confidence": "confidence",
    "keyakinan": "confidence",
    "valence": "valence",
    "valensi": "valence",
    "presence": "presence",
    "kehadiran": "presence",
    "indicator": "indicator",
    "indikator": "indicator",
    "document": "document",
    "berkas": "document",
}
_CHOICES: dict[str, type[StrEnum]] = {
    "status": Status,
    "confidence": Confidence,
    "valence": Valence,
    "presence": Presence,
}
E = TypeVar("E", bound=StrEnum)
_NOT_BLIND = ("code", "status", "confidence", "valence", "presence", "indicator")
"""A blind coder may not filter by these: the result would show what was suggested or decided."""


def parse_filter(text: str, *, blind: bool = False) -> Filter:
    """Return the filter written in a line; an empty line filters nothing.

    Raises KubecodeError for an unknown key or value, and for a filter that a blind coder may not use.
    """
    values: dict[str, Any] = {}
    try:
        parts = shlex.split(text)
    except ValueError as error:
        raise _misread(text, "close the quotation marks") from error
    for part in parts:
        name, sign, value = part.partition("=")
        key = _KEYS.get(name.casefold())
        if not key or not sign or not value:
            raise _misread(
                part, f"write {', '.join(n + '=…' for n in ('kode', 'kasus', 'informan', 'status'))}"
            )
        values[key] = _choice(_CHOICES[key], value) if key in _CHOICES else value
    wanted = Filter(**values)
    if blind:
        check_blind(wanted)
    return wanted


def check_blind(wanted: Filter) -> None:
    """Raise KubecodeError for a filter that would show a blind coder what was suggested or decided."""
    given = [name for name in _NOT_BLIND if getattr(wanted, name) is not None]
    if given:
        raise KubecodeError(
            f"a blind review has no filter by {', '.join(given)}: it would show what was suggested",
            "filter by case, informant or document, or review without --blind",
            exit_status=ExitStatus.USAGE,
        )


def filter_words(wanted: Filter, lang: Lang) -> str:
    """Return a filter as a person would type it; "" if it filters nothing."""
    parts = []
    for key in dict.fromkeys(_KEYS.values()):
        value = getattr(wanted, key)
        if value is not None:
            shown = say(value, lang) if key in _CHOICES else value
            parts.append(f"{say(f'filter.{key}', lang)}={shlex.quote(shown) if ' ' in shown else shown}")
    return " ".join(parts)


def _choice(choices: type[E], value: str) -> E:
    """Return the choice for a value: as JSON has it, or as shown in either language."""
    langs: tuple[Lang, Lang] = ("id", "en")
    known = {say(choice, lang).casefold(): choice for lang in langs for choice in choices}
    known |= {choice.value: choice for choice in choices}
    found = known.get(value.casefold())
    if found is None:
        raise _misread(value, did_you_mean(value, known))
    return found


def _misread(part: str, hint: str) -> KubecodeError:
    return KubecodeError(f'"{part}" is no filter', hint, exit_status=ExitStatus.USAGE)

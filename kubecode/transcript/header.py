"""The header of a transcript: who speaks, in which case, from which kind of source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from kubecode.errors import FilePosition, Problem
from kubecode.model import SourceKind
from kubecode.transcript.facts import kind_of_fact
from kubecode.transcript.roles import has_capitals, words_of
from kubecode.word_files.transcript_words import TranscriptWords
from kubecode.yaml_node import YamlList, YamlMapping, YamlNode, YamlText, kind_of

KEYS = {
    "kasus": "case",
    "informan": "informant",
    "peran": "role",
    "sumber": "source",
    "tanggal": "date",
    "tempat": "place",
    "hasil": "outcome",
    "penutur": "speakers",
}
"""Indonesian header keys and their English names; both may be used."""

SOURCES = {
    "wawancara": SourceKind.INTERVIEW,
    "interview": SourceKind.INTERVIEW,
    "observasi": SourceKind.OBSERVATION,
    "observation": SourceKind.OBSERVATION,
    "dokumen": SourceKind.DOCUMENT,
    "dokumentasi": SourceKind.DOCUMENT,
    "document": SourceKind.DOCUMENT,
}

_OTHER_KEYS = {"case": "case", "role": "role", "informant": "informant", "date": "date"}
"""Kinds of facts above the speech, and the header keys that they are."""
_REMARK = re.compile(r"[,;(/].*")


@dataclass(frozen=True, slots=True)
class Header:
    """The facts in the front matter, None if not given. Other keys become ``attributes``.

    ``speakers`` maps the labels that ``penutur`` declares to roles; ``speakers_position`` is its position.
    ``names`` maps labels to the informants' names, "" to the name of who speaks without a label.
    ``interviewers`` are the labels of all who ask, empty if nobody has said so.
    """

    case: str | None = None
    informant: str | None = None
    role: str | None = None
    source_kind: SourceKind | None = None
    speakers: Mapping[str, str] = field(default_factory=dict)
    speakers_position: FilePosition | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    interviewers: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict)

    def corrected_by(self, other: Header) -> Header:
        """Return this header with the facts that another gives taking precedence."""
        return Header(
            case=other.case or self.case,
            informant=other.informant or self.informant,
            role=other.role or self.role,
            source_kind=other.source_kind or self.source_kind,
            speakers={**self.speakers, **other.speakers},
            speakers_position=other.speakers_position or self.speakers_position,
            names={**self.names, **other.names},
            interviewers=other.interviewers or self.interviewers,
            attributes={**self.attributes, **other.attributes},
        )


def read_header(node: YamlNode | None, words: TranscriptWords) -> tuple[Header, list[Problem]]:
    """Return the header in the front matter, and every problem in it."""
    if node is None:
        return Header(), []
    if not isinstance(node, YamlMapping):
        hint = "write one 'kasus: KUBE …' a line between the --- lines"
        return Header(), [Problem(node.position, f"the header is {kind_of(node)}, not a table", hint)]
    problems: list[Problem] = []
    values: dict[str, str] = {}
    speakers: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    speakers_position: FilePosition | None = None
    for key, value in node.entries.items():
        name = KEYS.get(key.casefold(), key.casefold())
        if name == "speakers":
            speakers, names = _speakers(value, words, problems)
            speakers_position = node.key_positions[key]
        elif isinstance(value, YamlText):
            values[name] = value.value.strip()
            _warn_of_misspelt_key(name, node, key, problems)
        elif name not in KEYS.values() and isinstance(value, YamlList):
            # ``tags: [a, b]`` of a note program; lists in lists are no attribute.
            values[name] = ", ".join(one.value.strip() for one in value.items if isinstance(one, YamlText))
        else:
            problems.append(_not_text(key, value))
    for name in [name for name in values if name not in KEYS.values()]:
        fact = _OTHER_KEYS.get(kind_of_fact(name, words) or "")
        if fact and fact not in values:  # ``kelompok: Melati`` means the case
            values[fact] = values.pop(name)
    source_kind = _source_kind(values.pop("source", None), node, problems)
    header = Header(
        case=values.pop("case", None) or None,
        informant=values.pop("informant", None) or None,
        role=values.pop("role", None) or None,
        source_kind=source_kind,
        speakers=speakers,
        speakers_position=speakers_position,
        names=names,
        attributes={name: value for name, value in values.items() if value},
    )
    return header, problems


def _speakers(
    node: YamlNode, words: TranscriptWords, problems: list[Problem]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the roles of labels, and the names of those that have one: ``S: Bu Sari, ketua``."""
    roles: dict[str, str] = {}
    names: dict[str, str] = {}
    if not isinstance(node, YamlMapping):
        hint = "write 'penutur: {P: pewawancara, T: informan}'"
        problems.append(Problem(node.position, f"penutur is {kind_of(node)}, not a table", hint))
        return roles, names
    for label, value in node.entries.items():
        if not isinstance(value, YamlText):
            problems.append(_not_text(label, value))
        elif name := _name(value.value, words):
            names[label.strip()] = name
            spoken = words_of(value.value)
            roles[label.strip()] = next((word for word in spoken if word in words.roles), "informan")
        else:
            roles[label.strip()] = _role(value, words, problems)
    return roles, names


def _name(value: str, words: TranscriptWords) -> str | None:
    """Return the name in ``Sari`` or ``Bu Sari (ketua)``, None in a role (``Ketua``, ``Anak Bu Sari``)."""
    name = " ".join(_REMARK.sub("", value).split())
    spoken = words_of(name)
    known = words.roles | words.kinship | words.group_voices | words.unknown_voices
    is_role = any(word in known or _known_role(word, words) for word in spoken)
    is_title = words.titles.issuperset(spoken)
    return None if is_role or is_title or not has_capitals(name.split()) else name


def _role(node: YamlText, words: TranscriptWords, problems: list[Problem]) -> str:
    """Return the role as typed, or the known role that it misspells, with a warning.

    A slip must not turn the interviewer into an informant. Any other word (``anak``, "child") is kept.
    """
    role = node.value.strip()
    role_words = words_of(role)
    if not words.roles.isdisjoint(role_words):
        return role
    for word in role_words:
        if meant := _known_role(word, words):
            message = f'"{role}" in penutur is read as "{meant}"'
            problems.append(Problem(node.position, message, f'did you mean "{meant}"?', "warning"))
            return meant
    return role


def _known_role(word: str, words: TranscriptWords) -> str | None:
    """Return the known role that a word misspells, or None."""
    return next(iter(get_close_matches(word, sorted(words.roles), n=1, cutoff=0.82)), None)


def _not_text(key: str, value: YamlNode) -> Problem:
    hint = f"write '{key}: …' on one line"
    return Problem(value.position, f'header key "{key}" holds {kind_of(value)}, not text', hint)


def _source_kind(value: str | None, node: YamlMapping, problems: list[Problem]) -> SourceKind | None:
    if not value:
        return None
    kind = SOURCES.get(value.casefold())
    if kind is None:
        key = "sumber" if "sumber" in node.entries else "source"
        known = "wawancara, observasi or dokumen"
        near = get_close_matches(value.casefold(), SOURCES, n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"write {known}"
        problems.append(Problem(node.entries[key].position, f'unknown kind of source "{value}"', hint))
    return kind


def _warn_of_misspelt_key(name: str, node: YamlMapping, key: str, problems: list[Problem]) -> None:
    """Warn of a key that is nearly a known one; any other key is an attribute of the document."""
    known = (*KEYS, *KEYS.values())
    near = get_close_matches(name, known, n=1, cutoff=0.8)
    if name not in known and near:
        problems.append(
            Problem(
                node.key_positions[key],
                f'header key "{key}" is kept as an attribute',
                f'did you mean "{near[0]}"?',
                "warning",
            )
        )

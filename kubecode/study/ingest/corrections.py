"""Corrections of how a transcript is read: facts that a user gives for a document, and the study keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Document, SourceKind
from kubecode.transcript import Header


@dataclass(frozen=True, slots=True)
class Corrections:
    """Labels of interviewers, label → name of informants, the only informant, and the kind of source."""

    interviewers: tuple[str, ...] = ()
    informants: Mapping[str, str] = field(default_factory=dict)
    informant: str | None = None
    source_kind: SourceKind | None = None

    def over(self, earlier: Corrections) -> Corrections:
        """Return earlier corrections with these taking precedence; new interviewers replace earlier ones."""
        asked = tuple(label for label in earlier.interviewers if label not in self.informants)
        named = {label: name for label, name in earlier.informants.items() if label not in self.interviewers}
        return Corrections(
            interviewers=self.interviewers or asked,
            informants={**named, **self.informants},
            informant=self.informant or earlier.informant,
            source_kind=self.source_kind or earlier.source_kind,
        )

    def header(self) -> Header:
        """Return the corrections as facts of a header."""
        speakers = {
            **dict.fromkeys(self.informants, "informan"),
            **dict.fromkeys(self.interviewers, "pewawancara"),
        }
        return Header(
            informant=self.informant,
            source_kind=self.source_kind,
            speakers=speakers,
            names=self.informants,
        )

    def to_json(self) -> str:
        """Return the corrections as they are stored."""
        facts = {
            "interviewers": list(self.interviewers),
            "informants": dict(self.informants),
            "informant": self.informant,
            "source_kind": self.source_kind,
        }
        return json.dumps({name: value for name, value in facts.items() if value}, ensure_ascii=False)


NO_CORRECTIONS = Corrections()


def stored_corrections(stored: str) -> Corrections:
    """Return corrections from what a study stores; the inverse of :meth:`Corrections.to_json`."""
    facts = json.loads(stored)
    kind = facts.get("source_kind")
    return Corrections(
        interviewers=tuple(facts.get("interviewers", ())),
        informants=facts.get("informants", {}),
        informant=facts.get("informant"),
        source_kind=SourceKind(kind) if kind else None,
    )


def parse_corrections(
    interviewers: Iterable[str], informants: Iterable[str], source_kind: SourceKind | None
) -> Corrections:
    """Return the corrections in the arguments of a command.

    ``interviewers`` are labels, also several with commas; ``informants`` are ``S=Sari``, or a name alone for
    the only informant. Raises KubecodeError for two names without labels.
    """
    labels = [label.strip() for given in interviewers for label in given.split(",")]
    named: dict[str, str] = {}
    alone: list[str] = []
    for given in informants:
        label, is_pair, name = given.partition("=")
        if is_pair and label.strip() and name.strip():
            named[label.strip()] = name.strip()
        else:
            alone.append(given.strip(" ="))
    if len(alone) > 1:
        raise KubecodeError(
            f"--informant names {len(alone)} people without their labels",
            "give each a label: --informant S=Sari --informant T=Tuti",
            exit_status=ExitStatus.USAGE,
        )
    return Corrections(
        tuple(label for label in labels if label), named, alone[0] if alone else None, source_kind
    )


def require_labels(corrections: Corrections, documents: Iterable[Document]) -> None:
    """Raise KubecodeError if a label that is corrected is in none of the documents."""
    labels = {turn.speaker for document in documents for turn in document.turns if turn.speaker}
    for label in (*corrections.interviewers, *corrections.informants):
        if label not in labels:
            raise KubecodeError(
                f'nobody has the label "{label}"',
                f"the labels are {', '.join(sorted(labels)) or 'not marked'}",
                exit_status=ExitStatus.USAGE,
            )

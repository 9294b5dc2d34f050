"""How the suggestions of a study change when its documents are tagged again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kubecode.model import Suggestion
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.ingest.read import IncomingDocument
from kubecode.study.session import Session

SuggestionKey = tuple[int, int, str]
"""The span of a suggestion and its code."""


class SuggestionChanges(NamedTuple):
    """How many suggestions are new, and how many are gone."""

    new: int
    gone: int


def suggestion_keys(suggestions: Iterable[Suggestion]) -> frozenset[SuggestionKey]:
    """Return the keys of suggestions."""
    return frozenset((one.start, one.end, one.code) for one in suggestions)


def suggested_now(session: Session, name: str) -> frozenset[SuggestionKey]:
    """Return the keys of the last suggestions of a document."""
    return frozenset(runs.suggested_spans(session.connection, name))


def suggested_before(
    session: Session, reconciled: Iterable[IncomingDocument]
) -> dict[str, frozenset[SuggestionKey]]:
    """Return document → its last suggestions, where their words stand now, for those that the study has."""
    stored = set(document_store.document_ids(session.connection))
    before = {}
    for one in reconciled:
        name = one.document.name
        stored_name = one.renamed_from or name
        if stored_name not in stored:
            continue
        keys = suggested_now(session, stored_name)
        if one.correction:
            places = one.correction.suggested
            # What has no place is gone: no suggestion begins before the text.
            keys = frozenset((*places.get((a, b), (-a - 1, -b - 1)), code) for a, b, code in keys)
        before[name] = keys
    return before


def suggestion_changes(
    before: Mapping[str, frozenset[SuggestionKey]], after: Mapping[str, frozenset[SuggestionKey]]
) -> SuggestionChanges | None:
    """Return how the suggestions of documents changed, None if the study had none of the documents."""
    pairs = [(keys, after.get(name, frozenset())) for name, keys in before.items()]
    if not pairs:
        return None
    return SuggestionChanges(
        sum(len(now - then) for then, now in pairs), sum(len(then - now) for then, now in pairs)
    )

"""The order of columns: by name, outcome, role, time, or any attribute of the headers.

Case-ordered, role-ordered and time-ordered displays after Miles, Huberman & Saldaña, *Qualitative Data
Analysis* (4th ed. 2020), chs. 6-8: a pattern across groups shows when the groups are in its order.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kubecode.errors import unknown_name
from kubecode.model import Document
from kubecode.synthesiser.dates import read_date
from kubecode.transcript.header import KEYS
from kubecode.transcript.roles import words_of
from kubecode.word_files import word_set, word_table

OUTCOME_KEYS = ("outcome", "status")
"""Header keys for the outcome of a group, in order of precedence."""

_ORDERS = ("name", "outcome", "role", "time")


def check_order(order: str, documents: Iterable[Document]) -> str:
    """Return the order in the form that :func:`column_rank` takes: name, outcome, role, time or an attribute.

    Header keys may be given in Indonesian or English. Raises KubecodeError for an unknown name.
    """
    attributes = {name for document in documents for name in document.attributes}
    name = KEYS.get(order, order)
    if name not in _ORDERS and name not in attributes:
        raise unknown_name("order", order, [*_ORDERS, *sorted(attributes)])
    return name


def column_rank(order: str, documents: tuple[Document, ...], roles: Iterable[str]) -> tuple[object, ...]:
    """Return the sort key of a column; the caller breaks ties by the column key.

    By outcome, successful groups are first; by role, the chair is first; by time, the earliest date of the
    documents counts. Columns without outcome, role or date are last.
    """
    if order == "name":
        return ()
    if order == "outcome":
        outcome = shared_attribute(documents, OUTCOME_KEYS)
        return (outcome is None, not _fares_well(outcome or ""), (outcome or "").casefold())
    if order == "role":
        return (min(map(_post, roles), default=len(_post_ranks()) + 1),)
    if order == "time":
        dates = [date for document in documents if (date := date_of(document))]
        return (not dates, min(dates, default=""))
    value = shared_attribute(documents, (order,))
    return (value is None, _number(value or ""), (value or "").casefold())


def shared_attribute(documents: Iterable[Document], names: Iterable[str]) -> str | None:
    """Return the value of the first attribute that any header has, or None if the headers differ."""
    documents = tuple(documents)
    for name in names:
        values = {value for document in documents if (value := document.attributes.get(name))}
        if values:
            return values.pop() if len(values) == 1 else None
    return None


def date_of(document: Document) -> str | None:
    """Return the date of a document as ``2016-05-12``, or None if it is missing or unreadable."""
    return read_date(document.attributes.get("date", ""))


def _fares_well(outcome: str) -> bool:
    words = set(words_of(outcome))
    is_good, is_negated = (
        not words.isdisjoint(word_set(name)) for name in ("good_outcomes.txt", "outcome_negations.txt")
    )
    return is_good and not is_negated


def _post(role: str) -> int:
    """Return the rank of a role; ``mantan ketua`` (former chair) ranks as chair."""
    ranks = _post_ranks()
    return min((ranks[word] for word in words_of(role) if word in ranks), default=len(ranks))


@cache
def _post_ranks() -> dict[str, int]:
    return {post: int(rank) for post, rank in word_table("posts.tsv").items()}


def _number(value: str) -> float:
    return float(value) if value.replace(".", "", 1).isdecimal() else 0.0

"""Under which name somebody decides."""

from __future__ import annotations

from kubecode.store.coder_names import remember_coder, remembered_coder
from kubecode.store.study_file import explain_sqlite_errors, transaction
from kubecode.study.session import Session, person


def coder_name(session: Session, user: str, *asked: str | None) -> str:
    """Return the first name that was asked for, else the one remembered for this user of the machine,
    else the user's own.

    Raises KubecodeError for a name that cannot be a person's.
    """
    with explain_sqlite_errors(session.path):
        names = (*asked, remembered_coder(session.connection, user), user)
    return person(next(name for name in names if name))


def remember(session: Session, user: str, coder: str) -> None:
    """Keep a name for the next time; a name that is known already writes nothing."""
    with explain_sqlite_errors(session.path):
        if remembered_coder(session.connection, user) != coder:
            with transaction(session.connection):
                remember_coder(session.connection, user, coder)

"""Under which name somebody decides."""

from __future__ import annotations

import getpass
import os

from kubecode.store.coder_names import remember_coder, remembered_coder
from kubecode.store.study_file import explain_sqlite_errors, transaction
from kubecode.study.session import Session, person


def own_name(session: Session, asked: str | None = None) -> str:
    """Return under which name this user decides: asked for, set in the environment, remembered, their own.

    Raises KubecodeError for a name that cannot be a person's.
    """
    return coder_name(session, user_name(), asked, os.environ.get("KUBECODE_CODER"))


def user_name() -> str:
    """Return who uses this machine, ``coder`` where the machine does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "coder"


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

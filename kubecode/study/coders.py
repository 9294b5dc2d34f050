"""Coder names: who decides, and which name is remembered for a user of this machine."""

from __future__ import annotations

import getpass
import os

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import MACHINE
from kubecode.store.coder_names import remember_coder, remembered_coder
from kubecode.store.study_file import transaction
from kubecode.study.session import Session


def current_coder(session: Session, requested: str | None = None) -> str:
    """Return the coder name of this user.

    In order of precedence: ``requested`` (``--coder``), ``KUBECODE_CODER``, the remembered name, the user
    name. Raises KubecodeError for a name that no person may have.
    """
    return coder_name(session, user_name(), requested, os.environ.get("KUBECODE_CODER"))


def user_name() -> str:
    """Return the user name on this machine, or ``coder`` if it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "coder"


def coder_name(session: Session, user: str, *requested: str | None) -> str:
    """Return the first requested name, else the one remembered for ``user``, else ``user``.

    Raises KubecodeError for a name that no person may have.
    """
    names = (*requested, remembered_coder(session.connection, user), user)
    return valid_coder_name(next(name for name in names if name))


def valid_coder_name(name: str) -> str:
    """Return a person's coder name without surrounding spaces.

    Raises KubecodeError for an empty name and for the name of the machine, ``kubecode``.
    """
    stripped = name.strip()
    if not stripped or stripped.casefold() == MACHINE:
        raise KubecodeError(
            f'"{name}" cannot be the name of a coder',
            "the machine only suggests; give your own name with --coder",
            exit_status=ExitStatus.USAGE,
        )
    return stripped


def remember_coder_name(session: Session, user: str, coder: str) -> None:
    """Store the coder name of a user for the next time. Writes nothing if it is stored already."""
    if remembered_coder(session.connection, user) != coder:
        with transaction(session.connection):
            remember_coder(session.connection, user, coder)

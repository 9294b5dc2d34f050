import sqlite3

import pytest

from kubecode.store.refusals import get_refusals, put_refusal
from kubecode.store.study_file import create_study_file

MADE = ("a", "2026-01-01T00:00:00Z")
ADD = ("add", "konflik", "cemberut")


@pytest.fixture
def connection(tmp_path):
    opened = create_study_file(tmp_path / "kubecode.db")
    yield opened
    opened.close()


def test_last_answer_to_a_proposal_is_current(connection):
    assert get_refusals(connection) == frozenset()
    put_refusal(connection, ADD, MADE)
    put_refusal(connection, ("remove", *ADD[1:]), MADE)
    assert get_refusals(connection) == {ADD, ("remove", *ADD[1:])}
    put_refusal(connection, ADD, MADE, stands=False)
    assert get_refusals(connection) == {("remove", *ADD[1:])}


@pytest.mark.parametrize("change", ["UPDATE refusal SET stands = 0", "DELETE FROM refusal"])
def test_refusals_cannot_be_changed_or_deleted(connection, change):
    put_refusal(connection, ADD, MADE)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        connection.execute(change)

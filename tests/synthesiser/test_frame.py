"""The tidy frame for notebooks."""

from test_matrix import coding

from kubecode.model import Confidence, Valence
from kubecode.synthesiser.frame import COLUMNS, tidy_frame


def test_each_coding_is_a_row_with_plain_values():
    frame = tidy_frame([coding("WW", Valence.SUPPORTS, confidence=Confidence.WEAK), coding("RS", None, 20)])
    assert list(frame.columns) == list(COLUMNS)
    first, second = frame.to_dict("records")
    assert (first["informant"], first["valence"], first["presence"], first["confidence"]) == (
        "WW",
        "supports",
        "present",
        "weak",
    )
    assert {type(first[name]) for name in ("valence", "presence", "source_kind", "status")} == {str}
    assert (second["start"], second["end"], second["line"]) == (20, 29, 1)


def test_frame_without_codings_has_its_columns():
    frame = tidy_frame([])
    assert (len(frame), list(frame.columns)) == (0, list(COLUMNS))
    assert frame["start"].dtype == int

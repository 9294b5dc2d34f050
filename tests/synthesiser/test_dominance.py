import pytest

from kubecode.model import Valence
from kubecode.synthesiser.dominance import dominant_valence

S, H, M, N = Valence.SUPPORTS, Valence.HINDERS, Valence.MIXED, Valence.NEUTRAL


@pytest.mark.parametrize(
    ("said", "dominant"),
    [
        ([], None),
        ([None, None], None),
        ([N, None], N),
        ([S], S),
        ([S, N, N, None], S),
        ([S, S, H], S),  # exactly two thirds
        ([S, H, H], H),
        ([S, H], M),
        ([S, S, S, H, H], M),  # three fifths
        ([M], M),
        ([S, S, M], S),  # 2½ of 3
        ([S, M], S),  # 1½ of 2
        ([S, M, M], S),  # 2 of 3
        ([S, M, M, M], M),  # 2½ of 4
    ],
)
def test_two_thirds_rule(said, dominant):
    assert dominant_valence(said) is dominant

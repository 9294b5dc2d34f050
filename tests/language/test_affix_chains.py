"""Forms derived by grammar are analysed to their root, or to one that explains the form as simply."""

from hypothesis import given
from hypothesis import strategies as st

from bench.chains import CHAINS, formed
from kubecode.language.indonesian import lemma, load

ROOTS = [root for root, tier in load().analyser.roots.items() if tier < 2 and len(root) > 2]


@given(st.sampled_from(ROOTS), st.sampled_from(CHAINS))
def test_root_with_any_chain_of_affixes_is_analysed_to_a_root(root, chain):
    form = formed(root, *chain)
    if form is None:
        return
    reading = load().read(form)
    affixes = len(reading.prefixes) + len(reading.suffixes)
    assert reading.known
    assert reading.lemma == root or affixes <= sum(map(bool, chain)) + 1, f"{form} was read as {reading}"


def test_nearly_all_chains_are_analysed_to_their_own_root():
    made = [(root, form) for root in ROOTS[::7] for chain in CHAINS if (form := formed(root, *chain))]
    share = sum(lemma(form) == root for root, form in made) / len(made)
    assert share >= 0.97, f"{share:.3f} of {len(made)} forms"

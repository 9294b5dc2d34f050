"""The reach of cues, counted in light words between cue and hit; and more reports, comparisons, suppositions."""

import pytest
from test_cue_surfaces import cues

LIGHT = "ya mah teh kan sih".split() * 4


@pytest.mark.parametrize(
    ("text", "most", "within", "beyond"),
    [
        pytest.param("ga {} ribut", 14, "denied", "present", id="denial before the hit"),
        pytest.param("ribut {} ga pernah", 13, "denied", "present", id="denial after the hit"),
        pytest.param(
            "catatan masalah {} ga ada", 13, "denied", "present", id="denied existence after the hit"
        ),
        pytest.param(
            "saya denger {} kalo ribut",
            3,
            "present",
            "hypothetical",
            id="verb of hearing before a supposition",
        ),
        pytest.param("gimana {} ribut?", 3, "hypothetical", "present", id="question word before the hit"),
        pytest.param("ribut {} gimana?", 3, "hypothetical", "present", id="question word after the hit"),
        pytest.param("yang ribut {} ditegur", 3, "hypothetical", "present", id="sanction after a rule"),
    ],
)
def test_cue_reaches_over_a_fixed_number_of_light_words(text, most, within, beyond):
    for between in (0, 1, most - 1, most):
        assert cues(text.format(" ".join(LIGHT[:between])), "konflik")[0] == within, between
    assert cues(text.format(" ".join(LIGHT[: most + 1])), "konflik")[0] == beyond


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kata Bu Siti Nur Aini mereka ribut", ["report: kata Bu Siti Nur Aini"]),
        ("kata Bu Siti Nur Aini Rahma mereka ribut", ["report: kata Bu Siti Nur Aini"]),
        ("tetangga sebelah bilang mereka ribut", ["report: tetangga sebelah bilang"]),
        ("ada yang suka bilang mereka ribut", ["report: ada yang suka bilang"]),
        ("ribut kata bu ketua mah", ["report: kata bu ketua"]),
        ("ribut kata bu ketua mah. Terus", ["report: kata bu ketua"]),
        ("ribut. Kata bu ketua mah", []),
        ("kata bu ketua, tapi saya liat mereka ribut", []),
        ("kelompok di sebelah ribut", ["others: kelompok di sebelah"]),
        ("kelompok lain. Kami ribut", []),
        ("yang ribut mah yang kelompok sebelah", ["others: kelompok sebelah"]),
        ("beda sama kelompok sebelah ribut", []),
        ("kalo yang namanya ribut sih sering", []),
        ("kalo yang soal ribut sih sering", []),
        ("kalo ada yang marah pada ribut", []),
        ("kalo yang dibawa ribut", ["hypothesis: kalo"]),
        ("kalo ribut. Terus didamein", ["hypothesis: kalo"]),
        ("saya ribut kalo denger", []),
        ("kalo udah malem ya ribut", []),
        ("pengen ribut", ["hypothesis: pengen"]),
        ("jangan ribut", ["hypothesis: jangan"]),
        ('kami ga "pernah" ribut', ["negation: ga"]),
    ],
)
def test_cues_for_conflict_in_reports_comparisons_and_suppositions(text, expected):
    assert cues(text, "konflik")[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tadinya akrab berubah sekarang", ["once: tadinya"]),
        ("tadinya akrab. Sekarang mah jauh", []),
        ("maunya mah kumpul", ["hypothesis: maunya"]),
    ],
)
def test_cues_for_communication_in_the_past_and_in_wishes(text, expected):
    assert cues(text, "komunikasi")[1] == expected


@pytest.mark.parametrize("text", ["ora tau ribut", "bukan karena ribut", "bukan gara-gara ribut mah"])
def test_denial_reaches_over_the_second_word_of_its_pair(text):
    assert cues(text, "konflik")[0] == "denied"

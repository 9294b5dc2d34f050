import pytest

from kubecode.synthesiser.dates import read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2016-05-12", "2016-05-12"),
        ("2016-5-2", "2016-05-02"),
        ("2021/03/06 10.30", "2021-03-06"),
        ("2016-05-12T09:00", "2016-05-12"),
        ("Sabtu, 14 Mei 2016", "2016-05-14"),
        ("sabtu 14 MEI 2016, pukul 10.00", "2016-05-14"),
        ("Jum'at, 1 Agt. 2025", "2025-08-01"),
        ("7 Nopember 2015", "2015-11-07"),
        ("14-Mei-2016", "2016-05-14"),
        ("14 May 2016", "2016-05-14"),
        ("29 Februari 2024", "2024-02-29"),
        ("3-4-2016", "2016-04-03"),
        ("14/05/2016", "2016-05-14"),
        ("14-15 Mei 2016", "2016-05-15"),
    ],
)
def test_date_in_indonesian_notation_is_read(text, date):
    assert read_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "awal Mei 2016",
        "Mei 2016",
        "2016",
        "14 Mai 2016",
        "31 Juni 2016",
        "29 Februari 2023",
        "29 Februari 2100",
        "05/14/2016",
        "2016-13-01",
        "2016-00-10",
        "14 Mei 16",
        "112 Mei 2016",
        "０-０-0000",
        "١٤ ماي ٢٠١٦",
    ],
)
def test_text_without_a_valid_day_has_no_date(text):
    assert read_date(text) is None

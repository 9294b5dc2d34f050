import pytest

from kubecode.readers.pdf_paragraphs import FlowLine, is_doubled, join_lines, margins_of, paragraphs_of


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("rame-", "rame datang", "rame-rame datang"),
        ("anggota-", "anggotanya", "anggota-anggotanya"),
        ("teman-", "teman.", "teman-teman."),
        ("bermain-", "main saja", "bermain-main saja"),
        ("pukul-", "memukul", "pukul-memukul"),
        ("sayur-", "mayur", "sayur-mayur"),
        ("bolak-", "balik", "bolak-balik"),
        ("Kumpul-", "kumpul", "Kumpul-kumpul"),
        ("ke-", "12", "ke-12"),
        ("2019-", "2020", "2019-2020"),
        ("KUBE-", "nya", "KUBE-nya"),
        ("se-", "Indonesia", "se-Indonesia"),
        ("ang-", "gota kami", "anggota kami"),
        ("ke-", "lompok", "kelompok"),
        ("pe-", "ngurus", "pengurus"),
        ("ang\u00ad", "gota", "anggota"),
        ("rame\u2011", "rame", "rame\u2011rame"),
        ("ya -", "tidak", "ya - tidak"),
        ("ya", "tidak", "ya tidak"),
        ("1.Apa", "ini", "1. Apa ini"),
    ],
)
def test_lines_are_joined_to_whole_words(above, below, joined):
    assert join_lines([above, below]) == joined


@pytest.mark.parametrize("pair", [("ber", "sama"), ("men", "jadi"), ("pe", "pe"), ("kelom", "pok")])
def test_syllables_are_no_doubling(pair):
    assert not is_doubled(*pair)


def flow(*texts, width=40):
    return [FlowLine(text, 0.0, 6.0 * len(text), 12.0, (0,), 1.0) for text in texts]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (("S: Kami kumpul di rumah ketua setiap bulan", "bersama semua anggota."), 1),
        (("S: Pendek.", "Lalu yang baru, panjang sampai ke ujungnya."), 2),
        (("P: Siapa yang datang ke rumah ibu ketua?", "S: Semua anggota datang ke rumah ibu ketua."), 2),
        (("S: Semua datang ke rumah, lalu ibu ketua", "bilang: ayo kerja, jangan duduk saja terus"), 1),
        (("S: Semua datang ke rumah bu ketua, katanya", "• yang pertama"), 2),
        (("Ya dirembug bareng, sering ribut juga lho.", "Peneliti"), 2),  # no line goes on in the next
    ],
)
def test_wrapped_lines_are_one_paragraph_and_turns_are_several(lines, paragraphs):
    flow_lines = flow(*lines)
    assert len(paragraphs_of(flow_lines, margins_of(flow_lines))) == paragraphs

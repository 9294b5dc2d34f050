"""Clauses as people say them, read with the bundled codebook: kind by kind.

Every row: what is said, then code, presence and valence that must be among the suggestions (* is any).
"""

import pytest

from kubecode.study.codebooks import load_codebook_file, locate_codebook
from kubecode.study.tagging import tag_text

PROBES = {
    "negator before": [
        ("Kami mah ga pernah ribut.", "konflik denied supports"),
        ("Belum pernah kumpul lagi sejak puasa.", "komunikasi denied hinders"),
        ("Disini tidak ada yang bertengkar.", "konflik denied supports"),
        ("Anggota ga saling bantu.", "membina denied hinders"),
        ("Tanpa jadwal jaga, semaunya aja.", "tujuan_struktur denied hinders"),
    ],
    "negator behind": [
        ("Ribut mah ga pernah.", "konflik denied supports"),
        ("Kumpulnya udah ga jalan.", "komunikasi denied hinders"),
        ("Jadwal jaga udah ga ada.", "tujuan_struktur denied hinders"),
        ("Arisannya udah bubar lama.", "kohesi denied *"),
        ("Berantem? Engga.", "konflik denied supports"),
    ],
    "at a distance, particles between": [
        ("Ga ada tuh yang namanya ribut.", "konflik denied supports"),
        ("Perselisihan mah alhamdulillah ga ada.", "konflik denied supports"),
        ("Kami juga belum pernah tuh yang namanya cekcok.", "konflik denied supports"),
        ("Aturan tertulis mah kami ga punya.", "membina denied hinders"),
        ("Udah ga pernah kumpul lagi.", "komunikasi denied hinders"),
    ],
    "double negation": [
        ("Bukannya ga kompak, cuma pada sibuk.", "membina present supports"),
        ("Bukan berarti ga pernah kumpul.", "komunikasi present supports"),
        ("Ga mungkin ga ribut kalo soal duit.", "konflik present hinders"),
        ("Tidak jarang kami ribut.", "konflik present hinders"),
        ("Bukan ga mau ngobrol, waktunya yang ga ada.", "komunikasi present supports"),
    ],
    "idioms negative as a whole": [
        ("Udah lama mereka ga tegur sapa.", "konflik present hinders"),
        ("Sama dia saya diem-dieman.", "konflik present hinders"),
        ("Pada ga akur.", "konflik present hinders"),
        ("Ketuanya lepas tangan.", "kekuatan present hinders"),
        ("Ga ada yang mau ngalah.", "konflik * hinders"),
    ],
    "degree": [
        ("Ribut mah jarang.", "konflik rare supports"),
        ("Kumpulnya jarang banget.", "komunikasi rare hinders"),
        ("Kurang kompak kelompoknya.", "membina rare hinders"),
        ("Sering banget bertengkar.", "konflik present hinders"),
        ("Ngobrol paling sesekali aja.", "komunikasi rare hinders"),
    ],
    "hypothetical": [
        ("Kalo ada yang ribut ya didamaiin.", "konflik hypothetical *"),
        ("Misalnya ada yang bertengkar, saya yang ngelerai.", "konflik hypothetical *"),
        ("Seandainya ada yang cekcok, ketua turun tangan.", "konflik hypothetical *"),
        ("Nanti kalo ada yang berantem gimana coba.", "konflik hypothetical *"),
        ("Takutnya nanti jadi ribut.", "konflik hypothetical *"),
    ],
    "contrast over time": [
        ("Dulu kompak, sekarang mah jalan sendiri-sendiri.", "membina * supports"),
        (
            "Awalnya rajin kumpul, lama-lama udah ga pernah kumpul.",
            "komunikasi present supports",
            "komunikasi denied hinders",
        ),
        (
            "Dulu sering ribut, sekarang mah ga pernah ribut.",
            "konflik present hinders",
            "konflik denied supports",
        ),
        ("Tadinya saling bantu, kesini-sininya ga ada yang mau bantu.", "membina present supports"),
        (
            "Waktu itu kumpul tiap minggu, sekarang udah jarang kumpul.",
            "komunikasi present supports",
            "komunikasi rare hinders",
        ),
    ],
    "reported speech": [
        ("Katanya sih mereka pernah ribut.", "konflik present hinders"),
        ("Kata Bu M, kelompok sebelah suka bertengkar.", "konflik present hinders"),
        ("Denger-denger ada yang cekcok soal setoran.", "konflik present hinders"),
        ("Orang bilang kami ga kompak.", "membina denied hinders"),
        ("Kata ketua kumpulnya tiap bulan.", "komunikasi present supports"),
    ],
    "nearly": [
        ("Hampir ga pernah ribut.", "konflik rare supports"),
        ("Kumpul mah hampir ga pernah.", "komunikasi rare hinders"),
        ("Nyaris ga ada yang cekcok.", "konflik rare supports"),
    ],
    "narrowed": [
        ("Kelompoknya tinggal nama doang.", "tekanan present hinders"),
        ("Ribut doang kerjaannya.", "konflik present hinders"),
        ("Kenal doang sama yang lain.", "komunikasi rare *"),
    ],
    "wished, planned, forbidden": [
        ("Semoga makin akrab aja.", "kohesi hypothetical *"),
        ("Mudah-mudahan bisa kompak.", "membina hypothetical *"),
        ("Harusnya ada jadwal jaga.", "tujuan_struktur hypothetical *"),
        ("Jangan sampai ribut.", "konflik hypothetical *"),
    ],
    "kalau that supposes nothing": [
        ("Bu M cerita kalo mereka pernah cekcok.", "konflik present hinders"),
        ("Kalo kumpul suka ribut.", "konflik present hinders"),
        ("Kalo komunikasi mah lancar.", "komunikasi present supports"),
    ],
    "a verdict that only points back": [
        ("Dulu sering kumpul, sekarang mah udah ga pernah.", "komunikasi denied hinders"),
        ("Dibilang musuhan, padahal enggak.", "konflik denied supports"),
        ("Catatan keuangan ga ada.", "membina denied hinders"),
        ("Ga ada tuh Bu di kelompok saya mah yang suka ribut.", "konflik denied supports"),
    ],
}


@pytest.fixture(scope="module")
def book():
    return load_codebook_file(locate_codebook("dinamika-kelompok")).codebook


@pytest.mark.parametrize(
    "probe", [probe for probes in PROBES.values() for probe in probes], ids=lambda probe: probe[0]
)
def test_a_clause_is_read_as_it_is_meant(book, probe):
    said, *wanted = probe
    got = {(c.code, str(c.presence), str(c.valence)) for c in tag_text(said, book)}
    for one in wanted:
        code, presence, valence = one.split()
        assert any(code == c and presence in {"*", p} and valence in {"*", v} for c, p, v in got), (one, got)

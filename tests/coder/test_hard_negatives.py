"""Sentences with words of a code that are about something else (cats, roads), at least eight for each code."""

import pytest

from kubecode.study.codebooks.load import load_codebook_file, locate_codebook
from kubecode.study.ingest.texts import tag_text

HARD = {
    "komunikasi": [
        "Sinyal HP di sini susah, harus naik ke bukit.",
        "Anak saya baru bisa ngomong umur dua tahun.",
        "Uangnya dikumpulin dulu baru beli kompor.",
        "Saya kumpulkan daun kering buat bungkus tempe.",
        "Dulu saya ketemu suami di pabrik.",
        "Bapaknya dengerin radio sambil ngopi.",
        "Tutup toplesnya yang rapat ya, Neng.",
        "Apa kabar, Neng, sehat?",
        "Kumpulan cerita rakyatnya dipinjam cucu.",
    ],
    "konflik": [
        "Anak-anak pada ribut rebutan es.",
        "Ribut nyari kunci, ternyata di kantong.",
        "Suami saya marah kalau nasinya keras.",
        "Kucing berantem di atas genteng tiap malam.",
        "Maaf ya Neng, rumahnya kotor.",
        "Bayinya tidur, jadi bisik-bisik aja ngomongnya.",
        "Ibu-ibu nonton gosip artis di tivi.",
        "Sekarang musuhnya tikus sama hama wereng.",
        "Saya berantem terus sama kalkulator, ga bisa ngitung.",
    ],
    "kohesi": [
        "Keluar rumah jam lima subuh buat ke pasar.",
        "Uang keluar dicatet di kolom kanan.",
        "Motornya mundur dulu baru belok.",
        "Tanahnya cocok buat ditanami singkong.",
        "Gaji suami saya dibayar mingguan.",
        "Warna catnya ga cocok sama pintunya.",
        "Saya pinjem motor tetangga buat belanja.",
        "Di arisan keluarga saya dapet giliran bulan depan.",
        "Salat itu wajib, puasa juga wajib.",
    ],
    "kekuatan": [
        "Rumah Pak RT deket masjid, yang cat hijau.",
        "Masalah kulit anak saya belum sembuh.",
        "Tali jemuran saya putus kena angin.",
        "Sandalnya putus waktu nyebrang kali.",
        "Anak saya putus sekolah kelas dua.",
        "Nasi uduk pendampingnya sambal kacang.",
        "Terserah Neng mau duduk di mana.",
        "Di keluarga saya ada masalah sama mertua.",
    ],
    "tujuan_struktur": [
        "Saya jaga cucu sampai ibunya pulang.",
        "Anak saya banyak tugas sekolah.",
        "Angkotnya tujuan terminal.",
        "Ketua RT di sini sudah sepuh.",
        "Jadwal imunisasinya tiap tanggal sepuluh.",
        "Harus pinter jaga mulut kalau di kampung.",
        "Cita-cita anak saya jadi bidan.",
        "Rencana anak saya mau nikah habis lebaran.",
        "Jadwal sekolah cucu saya pagi.",
    ],
    "suasana": [
        "Es tehnya dingin, Neng, diminum.",
        "Suasana lebaran di kampung selalu ramai.",
        "Nasinya masih hangat, baru diangkat.",
        "Udaranya panas, mau hujan kayaknya.",
        "Kepalanya kerasa tegang, mungkin kurang tidur.",
        "Sepi pembeli kalau tanggal tua.",
        "Bau masakan tetangga bikin lapar.",
        "Adonannya jadi keras kalau kelamaan.",
        "Percaya ga Neng, ini umurnya tujuh puluh.",
    ],
    "membina": [
        "Aturan minum obatnya tiga kali sehari.",
        "Rambutnya dipotong pendek biar ga gerah.",
        "Ayamnya dipotong dua belas.",
        "Jujur aja ya Neng, saya mah udah lupa.",
        "Terus terang jujur saya capek hari ini.",
        "Guru ngaji ngajarin anak-anak tiap sore.",
        "Janji ketemu dokter jam sembilan.",
        "Bajunya kompak warna biru semua pas kondangan.",
        "Kendaraan harus ikut aturan lalu lintas.",
    ],
    "tekanan": [
        "Tekanan darah saya naik lagi.",
        "Kepala saya pusing dari pagi.",
        "Untung tadi belum hujan.",
        "Jalan ke kota macet kalau Senin.",
        "Motornya maju sedikit biar bisa lewat.",
        "Pengajiannya bubar jam sepuluh.",
        "Tegangan listriknya turun, lampunya kedip-kedip.",
        "Takut gelap anak saya, tidurnya ditemenin.",
        "Bebannya dua karung, naik motor sendirian.",
    ],
}


@pytest.fixture(scope="module")
def codebook():
    return load_codebook_file(locate_codebook("dinamika-kelompok")).codebook


@pytest.mark.parametrize(
    ("code", "sentence"), [(code, sentence) for code, rows in HARD.items() for sentence in rows]
)
def test_sentence_about_something_else_is_not_coded(codebook, code, sentence):
    assert code not in {coding.code: coding.reason for coding in tag_text(sentence, codebook)}


def test_every_code_has_hard_negatives(codebook):
    assert all(len(HARD[code.path]) >= 5 for code in codebook.codes)

"""An invented interview as LibreOffice reads it: everything that a word processor may put around speech."""

import subprocess

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}

# In braces: {+inserted}, {-deleted}, {!comment}, {^footnote}.
_IN_BOLD = [
    ("Peneliti", "Sejak kapan Ibu ikut kelompok ini?"),
    ("Bu Sari", "Sudah lima tahun{^Kelompok ini berdiri pada tahun 2018.}, sejak anak saya masuk sekolah."),
    ("Peneliti", "Siapa yang mengajak Ibu?"),
    ("Bu Sari", "Tetangga sebelah, {-kalau tidak salah }{+Bu Dewi namanya, }orangnya sabar dan telaten sekali kalau mengajari kami memotong kain dan menjahit."),
    ("Peneliti", "Bagaimana rapatnya dulu dan sekarang?"),
    ("Bu Sari", "Dulu ramai sekali{!Periksa lagi rekamannya.}, sekarang yang datang hanya teman-teman dekat."),
    ("Peneliti", "Pernah ribut soal uang kas?"),
    ("Bu Sari", "Ga pernah. {+Kami rukun. }Kalau ada yang telat bayar ya ditunggu saja sampai panen."),
    ("Peneliti", "Kalau ada anggota yang keluar, bagaimana?"),
    ("Bu Sari", "Dicari gantinya lewat rapat, semua boleh usul, lalu ketua yang memutuskan."),
    ("Peneliti", "Jadi ketua yang memutuskan, bukan anggota?"),
    ("Bu Sari", "Iya, tapi dengar dulu pendapat kami satu per satu."),
]  # fmt: skip
_IN_TABLE = [
    ("Peneliti", "Hasil jahitan dijual ke mana?"),
    ("Bu Sari", "Ke pasar {-desa }setiap Minggu pagi."),
    ("Peneliti", "Uangnya dibagi bagaimana?"),
    ("Bu Sari", "Dibagi rata, sisanya masuk kas kelompok."),
    ("Peneliti", "Ada bantuan dari dinas?"),
    ("Bu Sari", "Ada, dua mesin jahit, tapi yang satu rusak."),
    ("Peneliti", "Harapan Ibu untuk kelompok?"),
    ("Bu Sari", "Semoga tetap rukun dan pesanan bertambah."),
]
LAST_LINE = "Setelah wawancara peneliti ikut makan siang bersama anggota lain."


def turns():
    """Return who says what, None for the interviewer, with all changes accepted."""
    return [(None if who == "Peneliti" else who, _accepted(said)) for who, said in [*_IN_BOLD, *_IN_TABLE]]


def _accepted(said):
    result = ""
    for number, part in enumerate(said.replace("}", "{").split("{")):
        result += part if number % 2 == 0 else part[1:] if part[0] == "+" else ""
    return result


class _Changes:
    """The tracked changes of the document, in the order of the text."""

    def __init__(self):
        self.regions = []

    def xml(self, said):
        result = ""
        for number, part in enumerate(said.replace("}", "{").split("{")):
            result += part if number % 2 == 0 else self._mark(part[0], part[1:])
        return result

    def _mark(self, mark, words):
        if mark == "!":
            return f'<office:annotation office:name="k1"><dc:creator>A</dc:creator><text:p>{words}</text:p></office:annotation>'
        if mark == "^":
            note = f"<text:note-citation>1</text:note-citation><text:note-body><text:p>{words}</text:p></text:note-body>"
            return f'<text:note text:id="f1" text:note-class="footnote">{note}</text:note>'
        key = f"c{len(self.regions)}"
        info = "<office:change-info><dc:creator>A</dc:creator><dc:date>2024-05-03T10:00:00</dc:date></office:change-info>"
        if mark == "+":
            self.regions.append((key, f"<text:insertion>{info}</text:insertion>"))
            return f'<text:change-start text:change-id="{key}"/>{blanks(words)}<text:change-end text:change-id="{key}"/>'
        self.regions.append((key, f"<text:deletion>{info}<text:p>{blanks(words)}</text:p></text:deletion>"))
        return f'<text:change text:change-id="{key}"/>'


def blanks(words):
    """Return text whose blanks at its ends are kept."""
    return words[: len(words.rstrip())] + "<text:s/>" * (len(words) - len(words.rstrip()))


def _row(*cells):
    inner = "".join(
        f'<table:table-cell table:style-name="Cell"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"


def _table(name, columns, *rows):
    column = f'<table:table-column table:number-columns-repeated="{columns}"/>'
    return f'<table:table table:name="{name}">{column}{"".join(rows)}</table:table>'


def flat_document():
    """Return the interview as a flat OpenDocument file."""
    changes = _Changes()
    facts = _table(
        "Data", 2, _row("Nama informan", "Bu Sari"), _row("Kelompok", "Melati"), _row("Tanggal", "3 Mei 2024")
    )
    talk = ""
    for number, (who, said) in enumerate(_IN_BOLD):
        line = f'<text:p text:style-name="Turn"><text:span text:style-name="Bold">{who}</text:span> {changes.xml(said)}</text:p>'
        if who == "Peneliti":
            goes_on = 'text:continue-numbering="true" ' if number else ""
            line = f'<text:list {goes_on}text:style-name="Questions"><text:list-item>{line}</text:list-item></text:list>'
        talk += line
    rows = [_row(number, who, changes.xml(said)) for number, (who, said) in enumerate(_IN_TABLE, 1)]
    table = _table("Tabel", 3, _row("No", "Pelaku", "Percakapan"), *rows)
    regions = "".join(
        f'<text:changed-region xml:id="{key}" text:id="{key}">{region}</text:changed-region>'
        for key, region in changes.regions
    )
    names = " ".join(f'xmlns:{key}="{uri}"' for key, uri in _NAMES.items())
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {names} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="Standard" style:family="paragraph" style:class="text"><style:text-properties fo:font-size="12pt"/></style:style></office:styles>
<office:automatic-styles>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.5cm"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Turn" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.3cm"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<text:list-style style:name="Questions"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="space" fo:margin-left="0cm"/></style:list-level-properties></text:list-level-style-number></text:list-style>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="15cm" fo:page-height="12cm" fo:margin="1.5cm"/><style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:header><text:p>Lampiran 3 Transkrip Wawancara</text:p></style:header><style:footer><text:p>Halaman <text:page-number text:select-page="current"/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:tracked-changes>{regions}</text:tracked-changes><text:p text:style-name="Title">TRANSKRIP WAWANCARA</text:p>{facts}<text:p text:style-name="Turn"/>{talk}{table}<text:p text:style-name="Turn">{LAST_LINE}</text:p></office:text></office:body>
</office:document>
"""


def convert(source, folder, *formats):
    """Convert a file with LibreOffice."""
    for name in formats:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        subprocess.run(
            [*command, "--convert-to", name, "--outdir", folder, source],
            check=True,
            capture_output=True,
            timeout=120,
        )

"""A small study of two groups, for the tests of the workbook and of its import."""

from textwrap import indent

from making import code

from kubecode.model import Decision, Status, case_key
from kubecode.store.decisions import put_decisions
from kubecode.store.study_file import transaction
from kubecode.study.codings import study_codings
from kubecode.study.ingest.decision_files import mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.report.cell import note_cell
from kubecode.study.session import opened

HOSTILE = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> [red]x[/] \x1b[31mmerah \u202ebalik 🙂 | * _ # _x000D_"
)
CODEBOOK = "codebook: uji\nversion: 3\ntitle: Kodebuku uji\ncodes:\n" + indent(
    code("komunikasi", "indicators: {any: [rapat]}").replace("label: L", "label: Komunikasi")
    + code(
        "konflik",
        "direction: inverse",
        "indicators: {any: [ribut]}",
        "exclude: [ribut ayam]",
        "codes:",
        "  - id: terbuka",
        *(
            f"    {line}"
            for line in "label: Terbuka\nbrief: b\ndefinition: d\nuse_when: u\nnot_when: n\nexample: e\ncounter_example: c\norigin: data".split(
                "\n"
            )
        ),
        "    indicators: {any: [adu mulut]}",
    ).replace("label: L", "label: Konflik")
    + code("suasana", "indicators: {any: [hangat]}").replace("label: L", "label: Suasana"),
    "  ",
)
TRANSCRIPTS = {
    "melati_A_01.txt": ("ketua", "Kami rapat tiap bulan. Ga pernah ribut mah."),
    "melati_B_02.txt": ("anggota", "Rapat jalan terus. Sering adu mulut, ribut terus."),
    "mawar_C_01.txt": ("ketua", "Rapatnya udah ga jalan. Bubar semua."),
}


def make_study(folder):
    """Tag the transcripts, let NH accept everything in the group Melati, and return the study's path."""
    (folder / "uji.yaml").write_text(CODEBOOK, "utf-8")
    for name, (role, answer) in TRANSCRIPTS.items():
        head = (
            f"---\nperan: {role}\ntanggal: 2024-05-0{len(name) % 9 + 1}\npenutur: {{P: pewawancara}}\n---\n"
        )
        (folder / name).write_text(f"{head}P: Gimana rapat dan ributnya, Bu?\nT: {answer}\n", "utf-8")
    path = folder / "kubecode.db"
    tag(path, [folder / name for name in TRANSCRIPTS], TagOptions(codebook=str(folder / "uji.yaml")))
    with opened(path) as session:
        accept(session, "NH", case="melati")
        mark_read(session, [], "NH", case="melati")
    return path


def accept(session, coder, case):
    """Accept all suggestions in a group."""
    suggested = [
        c for c in study_codings(session) if case_key(c.case) == case and c.status is Status.SUGGESTED
    ]
    decisions = [
        Decision(c.document, c.start, c.end, c.path, coder, Status.ACCEPTED, c.valence, c.presence)
        for c in suggested
    ]
    with transaction(session.connection):
        put_decisions(session.connection, decisions, "2024-06-01T00:00:00Z", "own")


def write_notes(path):
    """Let NH write into two cells, and hostile text into a third."""
    with opened(path) as session:
        note_cell(session, "konflik", "melati", "NH", {"valence": "mixed", "note": HOSTILE})
        note_cell(session, "komunikasi", "melati", "NH", {"summary": "Rapat tiap bulan."})
        note_cell(session, "suasana", "mawar", "NH", {"summary": HOSTILE, "valence": "hinders"})

"""A small study from which something can be learned; for the tests of learning, its screen and its command."""

from contextlib import contextmanager
from textwrap import indent

from making import code

from kubecode.model import Decision, Presence, Status, Valence
from kubecode.store.decisions import put_decisions
from kubecode.study.ingest.decision_files import mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

SAID = {
    "melati_A_01.txt": [
        "Dia suka cemberut kalo ditegur.",
        "Cemberut lagi kemarin, pulang duluan.",
        "Belanja ke pasar tiap Senin.",
        "Kami rapat di rumah ketua.",
        "Rapat juga di balai desa.",
        "Warungnya buka dari pagi.",
    ],
    "melati_B_02.txt": [
        "Ada yang cemberut terus sama saya.",
        "Yang cemberut didatengin ketua.",
        "Rapat lagi rapat lagi.",
        "Rapat sampe sore.",
        "Rapatnya penuh orang.",
        "Kulkasnya rusak sejak lebaran.",
    ],
}
BOOK = "# kodebuku saya\ncodebook: uji\nversion: 1\ncodes:\n" + indent(
    code("komunikasi", "indicators: {any: [rapat]} # tentang rapat")
    + code("konflik", "direction: inverse", "indicators:", "  any: [", "    marah, # marah-marah", "  ]"),
    "  ",
)
SULKING = [("melati_A_01.txt", 0), ("melati_A_01.txt", 1), ("melati_B_02.txt", 0), ("melati_B_02.txt", 1)]


def transcript(name, aside=""):
    return "".join(f"P: Terus?\nT: {said}\n" for said in SAID[name]).replace("cemberut", f"{aside}cemberut")


def place(name, position, aside=""):
    """Return (document, start, end) of something that is said."""
    text = SAID[name][position].replace("cemberut", f"{aside}cemberut")
    start = transcript(name, aside).index(text)
    return name, start, start + len(text)


def decide(session, *places, status=Status.ACCEPTED, valence=Valence.HINDERS, presence=Presence.PRESENT):
    """Let the coder ``a`` decide about the code of conflict."""
    made = [Decision(*where, "konflik", "a", status, valence, presence) for where in places]
    put_decisions(session.connection, made, "2026-01-01T00:00:00Z")


@contextmanager
def make_study(folder, aside=""):
    """Open a study in which everything was read: the sulking is a conflict, and no meeting is anything."""
    for name in SAID:
        (folder / name).write_text(transcript(name, aside), "utf-8")
    (folder / "buku.yaml").write_text(BOOK, "utf-8")
    files = [folder / name for name in SAID]
    tag(folder / "kubecode.db", files, TagOptions(codebook=str(folder / "buku.yaml")))
    with opened(folder / "kubecode.db") as session:
        decide(session, *(place(*where, aside) for where in SULKING))
        mark_read(session, SAID, "a")
        yield session

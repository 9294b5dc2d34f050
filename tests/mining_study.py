"""A small study with an indicator to add and one to remove, for the tests of indicator mining."""

from contextlib import contextmanager
from textwrap import indent

from making import code

from kubecode.model import Decision, Presence, Status, Valence
from kubecode.store.decisions import put_decisions
from kubecode.study.ingest.decision_files import mark_read
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

ANSWERS = {
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
    """Return the text of a transcript, with ``aside`` before every ``cemberut``."""
    text = "".join(f"P: Terus?\nT: {answer}\n" for answer in ANSWERS[name])
    return text.replace("cemberut", f"{aside}cemberut")


def answer_span(name, index, aside=""):
    """Return (document, start, end) of an answer."""
    text = ANSWERS[name][index].replace("cemberut", f"{aside}cemberut")
    start = transcript(name, aside).index(text)
    return name, start, start + len(text)


def decide(session, *spans, status=Status.ACCEPTED, valence=Valence.HINDERS, presence=Presence.PRESENT):
    """Let the coder ``a`` decide about the code ``konflik`` on spans."""
    decisions = [Decision(*span, "konflik", "a", status, valence, presence) for span in spans]
    put_decisions(session.connection, decisions, "2026-01-01T00:00:00Z")


@contextmanager
def make_study(folder, aside=""):
    """Open a study that was read through: ``cemberut`` (sulking) is coded, ``rapat`` (meeting) is not."""
    for name in ANSWERS:
        (folder / name).write_text(transcript(name, aside), "utf-8")
    (folder / "buku.yaml").write_text(BOOK, "utf-8")
    files = [folder / name for name in ANSWERS]
    tag(folder / "kubecode.db", files, TagOptions(codebook=str(folder / "buku.yaml")))
    with opened(folder / "kubecode.db") as session:
        decide(session, *(answer_span(*answer, aside) for answer in SULKING))
        mark_read(session, ANSWERS, "a")
        yield session

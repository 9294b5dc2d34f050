"""Small studies to review, and what a review leaves in them."""

from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.review import Review, ReviewAction, ReviewOptions, Verdict

ACCEPT, REJECT, SKIP, DISCUSS, UNDO, REDO, MASS = (
    Verdict(action)
    for action in (
        ReviewAction.ACCEPT,
        ReviewAction.REJECT,
        ReviewAction.SKIP,
        ReviewAction.DISCUSS,
        ReviewAction.UNDO,
        ReviewAction.REDO,
        ReviewAction.MASS,
    )
)
NOTHING = (
    "Iya. Begitu. Entah ya. Nah. Lalu pulang. Sore hujan. Jalan becek. Ayam makan. Pagi panas. Malam dingin."
)
QUARREL = "Ga pernah ribut kami mah. Kumpul tiap bulan di rumah saya. Jadwal jaga ditempel di dinding. Semua pada setuju aja."


def tagged(folder, codebook=None, **texts):
    """Write what an informant says in each document, tag all, and return the study's path."""
    files = []
    for name, said in texts.items():
        file = folder / f"{name}.txt"
        file.write_text(f"P: Gimana, Bu?\nT: {said}\n", encoding="utf-8")
        files.append(file)
    tag(folder / "kubecode.db", files, TagOptions(codebook=codebook))
    return folder / "kubecode.db"


def review(session, coder="s", clock=None, **wishes):
    """Open a review."""
    more = {"clock": clock} if clock else {}
    return Review(session, coder, ReviewOptions(**wishes), **more)


def held(connection):
    """Return what holds of everybody, also that no code belongs on an excerpt; what was taken back is left out."""
    rows = connection.execute(
        "SELECT document_id, start, end, code, coder, status, valence, presence, memo, exemplar FROM decision"
        " WHERE id IN (SELECT max(id) FROM decision GROUP BY document_id, start, end, code, coder)"
        " AND (status != 'suggested' OR memo IS NOT NULL)"
    )
    return {tuple(row) for row in rows}


def stops(of_review):
    """Walk through the queue from its beginning and return (place, why) of every stop."""
    while of_review.move(-1):
        pass
    found = []
    while of_review.item is not None:
        found.append((of_review.item.place, of_review.item.why))
        if not of_review.move(1):
            break
    return found

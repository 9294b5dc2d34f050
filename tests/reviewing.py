"""Helpers for tests of the review: small studies, reviews, and the decisions stored in a study."""

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
    """Write one interview per text, tag all, and return the path of the study."""
    files = []
    for name, speech in texts.items():
        file = folder / f"{name}.txt"
        # Two files with the same content would be copies; empty lines at the end tell them apart.
        file.write_text(f"P: Gimana, Bu?\nT: {speech}\n" + "\n" * len(files), encoding="utf-8")
        files.append(file)
    tag(folder / "kubecode.db", files, TagOptions(codebook=codebook))
    return folder / "kubecode.db"


def open_review(session, coder="s", clock=None, **options):
    """Open a review with these options."""
    more = {"clock": clock} if clock else {}
    return Review(session, coder, ReviewOptions(**options), **more)


def stored_decisions(connection):
    """Return the current decisions of all coders, also "no code here"; withdrawn ones are left out."""
    rows = connection.execute(
        "SELECT document_id, start, end, code, coder, status, valence, presence, memo, exemplar FROM decision"
        " WHERE id IN (SELECT max(id) FROM decision GROUP BY document_id, start, end, code, coder)"
        " AND (status != 'suggested' OR memo IS NOT NULL)"
    )
    return {tuple(row) for row in rows}


def stops(review):
    """Return (span, reason) of every stop of the queue."""
    while review.move(-1):
        pass
    found = []
    while review.item is not None:
        found.append((review.item.span, review.item.reason))
        if not review.move(1):
            break
    return found

"""Colours and styles of the terminal. They only repeat what words and symbols say."""

from __future__ import annotations

from kubecode.model import Confidence, Status
from kubecode.valences import VALENCES

VALENCE = {valence: row.colour for valence, row in VALENCES.items()}
CONFIDENCE = {Confidence.STRONG: "bold", Confidence.MEDIUM: "", Confidence.WEAK: "dim"}
STATUS = {
    Status.SUGGESTED: "cyan",
    Status.ACCEPTED: "green",
    Status.REJECTED: "red",
    Status.SKIPPED: "yellow",
    Status.TO_DISCUSS: "magenta",
}
EVIDENCE = "bold underline"
HINT = "grey62"

"""Colours: they repeat what words and symbols say. Blue, orange and grey are told apart by all eyes."""

from __future__ import annotations

from kubecode.model import Confidence, Status, Valence

VALENCE = {
    Valence.SUPPORTS: "blue",
    Valence.HINDERS: "dark_orange",
    Valence.MIXED: "magenta",
    Valence.NEUTRAL: "grey62",
    None: "grey62",
}
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

"""The command line: parse, call one function of the study, render one result."""

from __future__ import annotations


def main() -> None:
    """Run kubecode."""
    from kubecode.cli.app import main as run

    run()

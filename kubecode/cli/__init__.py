"""The command line: parse the arguments, call one function of the study, render one result."""

from __future__ import annotations


def main() -> None:
    """Run the command in ``sys.argv``."""
    from kubecode.cli.app import main as run

    run()

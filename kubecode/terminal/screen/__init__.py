"""The full-screen face of the review."""

from kubecode.terminal.screen.app import ReviewScreen

__all__ = ["ReviewScreen"]

"""The full-screen review."""

from kubecode.terminal.screen.app import ReviewScreen

__all__ = ["ReviewScreen"]

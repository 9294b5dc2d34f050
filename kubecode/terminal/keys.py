"""Where answers come from: keys at a terminal, or lines from a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TextIO


@dataclass(slots=True)
class PipedKeys:
    """Reads a script of answers: each character of a line is a key, the rest of a line answers a prompt."""

    source: TextIO
    waiting: str = ""

    def key(self) -> str:
        """Return the next key, "" at the end of the input."""
        if not self.waiting:
            line = self.source.readline()
            if not line:
                return ""
            self.waiting = line.rstrip("\r\n") or "\n"
        key, self.waiting = self.waiting[0], self.waiting[1:]
        return key

    def line(self, _prompt: str) -> str:
        """Return what is left of the line, or the next one."""
        if self.waiting.strip():
            answer, self.waiting = self.waiting, ""
            return answer.strip()
        return self.source.readline().strip()

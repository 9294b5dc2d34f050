"""The READMEs show the real output. To update them: KUBECODE_WRITE_DOCS=1 make test."""

import os
import re
import shlex
from pathlib import Path

import pytest
from command_line import run_kubecode

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def output(folder, command):
    program, *arguments = shlex.split(command)
    assert program == "kubecode"
    result = run_kubecode(*arguments, cwd=folder, env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"})
    assert result.returncode == 0, result.stderr
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines).strip("\n") + "\n"


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_readme_shows_the_real_output(tmp_path, name):
    path = ROOT / name
    text = path.read_text("utf-8")

    def run(block):
        commands = re.findall(r"^\$ (.*)$", block[1], re.MULTILINE)
        return (
            "```console\n"
            + "".join(f"$ {command}\n{output(tmp_path, command)}" for command in commands)
            + "```"
        )

    real = BLOCK.sub(run, text)
    if os.environ.get("KUBECODE_WRITE_DOCS"):
        path.write_text(real, "utf-8")
    assert text == real

"""Writes docs/commands.md from the help of the command line itself."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from typer.testing import CliRunner  # noqa: E402  the path comes first

from assistant import cli  # noqa: E402

PAGE = ROOT / "docs" / "commands.md"
_OPENING = """\
# The command line

Written by `make docs` from `--help`; a test holds both together. `python` is `.venv/bin/python`.
Data goes to standard output, progress and errors to standard error. Settings hold for every verb (see README.md).

"""


def page() -> str:
    """The whole page: the exit codes, then each verb's help."""
    parts = [_OPENING, _exit_codes(), _section("", [])]
    for verb in cli.VERBS:
        parts.append(_section(verb, [verb]))
        if "COMMAND" in _help([verb]).split("\n", 1)[0]:
            parts += [_section(f"{verb} {name}", [verb, name]) for name in _verbs_of(verb)]
    return "".join(parts)


def _exit_codes() -> str:
    codes = (cli.__doc__ or "").split("Exit codes: ")[1].split("\n\n")[0]
    rows = [item.strip().split(" ", 1) for item in " ".join(codes.split()).rstrip(".").split(";")]
    lines = "".join(f"| {code} | {meaning} |\n" for code, meaning in rows)
    return f"## Exit codes\n\n| code | meaning |\n| --- | --- |\n{lines}\n"


def _section(title: str, arguments: list[str]) -> str:
    return f"## {f'{cli.PROGRAM} {title}'.strip()}\n\n```\n{_help(arguments)}```\n\n"


def _help(arguments: list[str]) -> str:
    runner = CliRunner(env={"COLUMNS": "100"})
    result = runner.invoke(cli.application(), [*arguments, "--help"], prog_name=cli.PROGRAM, terminal_width=100)
    if result.exit_code:
        raise RuntimeError(f"no help for {arguments}: {result.output}")
    return result.output


def _verbs_of(verb: str) -> list[str]:
    below = _help([verb]).split("Commands:\n")[1]
    return [line.split()[0] for line in below.splitlines() if line.startswith("  ") and line[2] != " "]


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")

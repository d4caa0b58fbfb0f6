"""What the documents say is what the program does."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from assistant.settings import ROOT, Settings, variable

READMES = ("README.md", "README.zh-CN.md")


def table(readme: str) -> dict[str, list[str]]:
    """The cells of the settings' table, by variable."""
    rows = re.findall(r"^\| `(ASSISTANT_\w+)` \|(.*)\|$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows}


def shown(default: object) -> str:
    """A default as the table gives it."""
    if default is None or default == "":
        return ""
    if isinstance(default, Path):
        return f"`{default.relative_to(ROOT)}`"
    return f"`{default}`"


@pytest.mark.parametrize("readme", READMES)
def test_every_setting_is_in_the_table_and_every_row_is_a_setting(readme: str) -> None:
    assert list(table(readme)) == [variable(name) for name in Settings.model_fields]


@pytest.mark.parametrize("readme", READMES)
def test_defaults_in_the_table_are_the_defaults(readme: str) -> None:
    defaults = {variable(name): shown(field.default) for name, field in Settings.model_fields.items()}
    assert {name: cells[0] for name, cells in table(readme).items()} == defaults


def test_descriptions_in_the_table_are_the_descriptions() -> None:
    described = {variable(name): field.description for name, field in Settings.model_fields.items()}
    assert {name: cells[1] for name, cells in table("README.md").items()} == described


def script(name: str) -> ModuleType:
    """A module of scripts/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_commands_is_what_help_prints() -> None:
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == script("commands").page(), "run `make docs`"


@pytest.mark.parametrize("readme", READMES)
def test_the_map_names_files_that_are_there_and_every_package(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = re.findall(r"^\| `((?:index|assistant|tests|prompts|docs|scripts|app)[\w/.]*)` \|", text, re.MULTILINE)
    assert [path for path in named if not (ROOT / path).exists()] == []
    packages = {path.parent.relative_to(ROOT) for top in ("index", "assistant") for path in (ROOT / top).rglob("*.py")}
    assert [str(package) for package in sorted(packages) if f"{package}/" not in named] == []


@pytest.mark.parametrize("readme", READMES)
def test_make_targets_in_the_readme_are_there(readme: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)\b", (ROOT / readme).read_text(encoding="utf-8")))
    assert named <= targets


@pytest.mark.parametrize("readme", READMES)
def test_links_within_the_repository_lead_somewhere(readme: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / readme).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []

"""The house's own rules: imports go down, files and functions stay small, nothing names where it was made."""

import ast
import subprocess
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("app", "assistant", "index")
SOURCES = sorted(
    path for folder in ("assistant", "index", "scripts", "tests") for path in (ROOT / folder).rglob("*.py")
)
PRODUCT = [path for path in SOURCES if path.relative_to(ROOT).parts[0] in OURS] + [ROOT / "app.py"]

FACES = ("assistant.evaluation", "assistant.web", "assistant.commands", "assistant.cli", "assistant.__main__", "app")
ABOVE = {
    "index": ("assistant", "app"),
    "assistant.messages": tuple(name for name in ("assistant.settings", "assistant.chain", "assistant.open", *FACES)),
    "assistant.settings": ("assistant.chain", "assistant.open", *FACES),
    "assistant.understanding": (
        "assistant.extraction",
        "assistant.verification",
        "assistant.generation",
        "assistant.chain",
        "assistant.open",
        *FACES,
    ),
    "assistant.extraction": ("assistant.generation", "assistant.chain", "assistant.open", *FACES),
    "assistant.verification": ("assistant.generation", "assistant.chain", "assistant.open", *FACES),
    "assistant.generation": ("assistant.chain", "assistant.open", *FACES),
    "assistant.chain": ("assistant.open", *FACES),
    "assistant.open": FACES,
    "assistant.evaluation": ("assistant.web", "assistant.commands", "assistant.cli", "app"),
    "assistant.web": ("assistant.commands", "assistant.cli", "app"),
    "assistant.commands": ("assistant.web.app", "assistant.cli", "app"),
}
LAZY = {("assistant.commands.serve", "assistant.web.app")}
"""What a verb imports within its function, because it takes seconds."""


def name_of(path: Path) -> str:
    """The dotted name of the module at ``path``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in PRODUCT}


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that the one at ``path`` imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in OURS)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module and node.module.split(".")[0] in OURS:
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield inner if inner in MODULES else node.module


def below(name: str, layer: str) -> bool:
    """Whether the module ``name`` is ``layer`` or lies within it."""
    return name == layer or name.startswith(f"{layer}.")


@pytest.mark.parametrize("layer", ABOVE)
def test_imports_go_down(layer: str) -> None:
    wrong = [
        f"{name} imports {other}"
        for name, path in MODULES.items()
        if below(name, layer)
        for other in imported(path)
        if any(below(other, upper) for upper in ABOVE[layer]) and (name, other) not in LAZY
    ]
    assert wrong == []


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {name: set(imported(path)) - {name} for name, path in MODULES.items()}
    # A package's __init__ may gather its modules, and they may name the package.
    for name, others in graph.items():
        graph[name] = {other for other in others if not below(name, other)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"getenv", "environ"} and not _written(node, path)
    }
    assert readers <= {"assistant.settings"}


def _written(node: ast.Attribute, path: Path) -> bool:
    """Whether the environment is only written here: a library is told something before it is imported."""
    line = path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
    return ("environ[" in line and "] = " in line) or ".setdefault(" in line


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 50
    ]
    assert long == []


@pytest.mark.parametrize("path", [path for path in PRODUCT if path.name != "__main__.py"], ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def tracked() -> list[Path]:
    """The files under version control; all sources where there is none."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    paths = [ROOT / line for line in listing.stdout.splitlines()] if listing.returncode == 0 else SOURCES
    return [path for path in paths if path.is_file()]


def test_nothing_names_the_machines_it_was_made_on() -> None:
    # Written in two pieces, or this file would find itself.
    words = ["/" + "work/", "/" + "tmp/lab", "sha" + "red/", "/opt/" + "wheels", "pypi" + ".org", "python" + "hosted"]
    found = []
    for path in tracked():
        try:
            content = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in content]
    assert found == []

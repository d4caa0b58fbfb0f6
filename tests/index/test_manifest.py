import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexDamaged
from index.manifest import Manifest, Recipe, copy_verified, file_hashes

RECIPE = Recipe(text="t", units="u", model="m", fingerprint="f", dimension=4)


def manifest(files: dict[str, str]) -> Manifest:
    return Manifest(RECIPE, "speech-1", 2, ("p0", "s1"), files)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    folder = tmp_path / "sealed"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.bin").write_bytes(b"a")
    (folder / "deep" / "b.bin").write_bytes(b"b")
    return folder


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = manifest({"a.bin": "0"})
    written.write(tmp_path)
    assert Manifest.read(tmp_path) == written


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"recipe": {}}', "null", "3", '{"recipe": null, "canaries": null}']
)
def test_what_is_no_manifest_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(IndexDamaged):
        Manifest.read(tmp_path)


def test_a_missing_or_later_manifest_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        Manifest.read(tmp_path)
    manifest({}).write(tmp_path)
    values = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps({**values, "unheard_of": 1}), encoding="utf-8")
    with pytest.raises(IndexDamaged):
        Manifest.read(tmp_path)


@pytest.mark.parametrize(
    "change",
    [{"text": "x"}, {"units": "x"}, {"fingerprint": "x"}, {"dimension": 5}, {"storage": "http://x"}, {"format": 0}],
)
def test_the_key_changes_with_what_the_vectors_depend_on(change: dict[str, object]) -> None:
    assert replace(RECIPE, **change).key != RECIPE.key  # type: ignore[arg-type]


def test_the_key_does_not_change_with_the_name_of_the_model() -> None:
    assert replace(RECIPE, model="/elsewhere/m").key == RECIPE.key


def test_sealed_files_are_copied_whole(sealed: Path, tmp_path: Path) -> None:
    hashes = file_hashes(sealed)
    assert list(hashes) == ["a.bin", "deep/b.bin"]
    copy_verified(sealed, manifest(hashes), tmp_path / "copy")
    assert file_hashes(tmp_path / "copy") == hashes


@pytest.mark.parametrize("damage", [b"", b"A", b"aa", None], ids=["emptied", "changed", "longer", "gone"])
def test_a_file_that_changed_is_not_copied(sealed: Path, tmp_path: Path, damage: bytes | None) -> None:
    hashes = file_hashes(sealed)
    if damage is None:
        (sealed / "a.bin").unlink()
    else:
        (sealed / "a.bin").write_bytes(damage)
    with pytest.raises(IndexDamaged, match=r"a\.bin"):
        copy_verified(sealed, manifest(hashes), tmp_path / "copy")
    assert not (tmp_path / "copy" / "a.bin").exists()

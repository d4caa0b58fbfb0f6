"""Programs that some tests need: without one they are skipped, with the reason, but fail in CI, which installs it."""

import os
import shutil

import pytest


def program(name: str, package: str) -> str:
    """The path of the program ``name``, from Debian's ``package``."""
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))
    if found:
        return found
    reason = f"there is no {name} (Debian: {package})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)

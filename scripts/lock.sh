#!/usr/bin/env bash
# Writes requirements.lock (what runs) and requirements-dev.lock (what tests, lints and trains besides)
# anew from pyproject.toml. Needs uv; only whoever maintains the locks runs this.
set -euo pipefail
cd "$(dirname "$0")/.."

# The newest torch whose CPU build is offered everywhere that this is tested. Its GPU build asks for libraries
# of gigabytes; they stay out of the lock, and scripts/install.py brings them where that build was installed.
TORCH=2.13.0
LEFT_OUT="^(nvidia|cuda|triton)|== 'emscripten'"

resolve() {
    uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header \
        --constraint <(echo "torch==$TORCH"; [[ -z "${1:-}" ]] || cat "$1") pyproject.toml "${@:2}" |
        grep -vE "$LEFT_OUT"
}

run=$(resolve "")
echo "$run" > requirements.lock
all=$(resolve requirements.lock --extra dev --extra train)
grep -vxFf requirements.lock <<< "$all" > requirements-dev.lock
wc -l requirements.lock requirements-dev.lock

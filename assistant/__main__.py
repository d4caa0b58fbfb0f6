"""``python -m assistant``: the command line."""

import sys
from pathlib import Path


def _run() -> None:
    try:
        from assistant.cli import main
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in {"assistant", "index"}:
            raise
        # The wrong Python: its own packages are missing, so the table of messages may not load either.
        here = Path(__file__).resolve().parents[1]
        sys.exit(
            f"缺少依赖 {error.name}：请先在 {here} 运行 make install，再用 .venv/bin/python -m assistant。"
            f" / {error.name} is missing: run `make install` in {here}, then use .venv/bin/python -m assistant."
        )
    main()


if __name__ == "__main__":
    _run()

"""Every benchmark, one after the other: each writes its page. In: `--quick` for hasty ones. Out: pages beside this script."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPTS = ("package_layer.py", "commands.py", "video.py", "batch.py")


def main() -> None:
    """Run all; the first that fails ends it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="one round of each: to see that they run")
    quick: bool = parser.parse_args().quick
    for script in SCRIPTS:
        print(f"\n=== {script}", file=sys.stderr)
        subprocess.run([sys.executable, str(HERE / script), *(["--quick"] if quick else [])], check=True)


if __name__ == "__main__":
    main()

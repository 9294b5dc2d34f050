"""Run kubecode as ``python -m kubecode``."""

from kubecode.cli import main

if __name__ == "__main__":
    main()

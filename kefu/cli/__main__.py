"""``python -m kefu.cli``."""

from kefu.cli import main

main()

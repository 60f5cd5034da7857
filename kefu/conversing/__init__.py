"""Dialogue tests: conversations written in YAML, played against the whole bot in one process.

docs/dialogue-tests.md shows how to write one.
"""

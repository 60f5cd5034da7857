"""The figures that say how well messages are understood: each against what was counted by hand."""

"""A conversation's life: opened with a token, messages accepted once and in order, read, rated,
closed.
"""

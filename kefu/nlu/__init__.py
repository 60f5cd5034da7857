"""Understanding Chinese: Rasa graph components and the pure functions under them.

Nothing is imported here, so that a pure part (amounts, times) costs only itself.
"""

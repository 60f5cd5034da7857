"""The agents' API under /api/v1/desk.

Whoever is not concerned with a conversation is told it does not exist.
"""

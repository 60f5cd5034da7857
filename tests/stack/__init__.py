"""Journeys through the public doors, against the running processes."""

"""Journeys by clicking in Chromium, on a phone's and on a desk's screen."""

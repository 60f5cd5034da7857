"""The driver of ``kefu bench``."""

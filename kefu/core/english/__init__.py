"""English as customers write it: whether a text is English, and what it says in Chinese."""

"""A contest between ways to classify intents, on kefu's own sentences and features."""

"""The shapes of answers as they are published: described here, kept by tests."""

"""State in a relational database through SQLAlchemy 2: SQLite or PostgreSQL, chosen by URL."""

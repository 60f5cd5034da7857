"""Use cases.

They know `kefu.core` and the ports, check every permission, and know no framework and no database.
"""

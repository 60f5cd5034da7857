"""Proving who one is with a one-time code (security.md, Verification codes; OWASP ASVS 5,
6.5 and 6.6).

An address that belongs to nobody is treated like any other in words, limits, database writes and
time: only the text is never sent and no value ever matches.
"""

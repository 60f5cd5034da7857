"""``kefu simulate``: customers who are played against a running kefu through its public API, and
judged by what has become of the demo wallets, the tickets and the queue (docs/simulation.md).
"""

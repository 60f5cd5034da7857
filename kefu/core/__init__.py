"""The wallet-support domain in plain Python: no I/O, no frameworks,
nothing from outside `kefu.core`.
"""

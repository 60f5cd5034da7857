"""How well the assistant understands: measured on sentences it has never seen,
written down as a report.
"""

"""The gateway's process with another limit of messages: ``python -m bench.stack.unhurried``.

A conversation of three hundred turns would take ten minutes at the pace that the real limit allows
one customer. Everything else is the gateway as it runs beside this one.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from kefu.gateway import server
from kefu.gateway.rate_limit import Buckets, Limits

if __name__ == "__main__":
    patient = replace(Limits.for_development(), messages=Buckets(100_000, 100_000))
    sys.exit(server.main(patient))

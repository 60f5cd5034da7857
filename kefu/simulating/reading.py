"""From YAML files to their customers. What is wrong in them is told with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from kefu.core.errors import OperatorError
from kefu.simulating.schema import Customer
from kefu.yaml_lists import line_of, load, repeated


class BadCustomers(OperatorError):
    """Files of customers are at fault; the text has a line ``file:line: …`` for each fault."""


def read_all(folder: Path) -> list[Customer]:
    """The customers of all files of a folder, by topic. Raises BadCustomers."""
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise BadCustomers(f"{folder}: no file of customers (*.yml)")
    return read(paths)


def read(paths: Iterable[Path]) -> list[Customer]:
    """The customers of these files, whose names differ. Raises BadCustomers."""
    customers: list[Customer] = []
    faults: list[str] = []
    seen: set[str] = set()
    for path in paths:
        try:
            listed = load(path, "a file of customers is a list, each with a name, openings, a goal")
        except OperatorError as error:
            faults.append(str(error))
            continue
        for raw, node in listed:
            faults += [f"{path}:{line}: {key} stands here twice" for line, key in repeated(node)]
            try:
                customer = Customer.model_validate(raw)
            except ValidationError as error:
                faults += [
                    f"{path}:{line_of(node, fault['loc'])}: "
                    f"{'.'.join(map(str, fault['loc'])) or 'customer'}: {fault['msg']}"
                    for fault in error.errors(include_url=False)
                ]
                continue
            if customer.name in seen:
                faults.append(f"{path}:{line_of(node, ())}: another customer has this name")
            seen.add(customer.name)
            customers.append(customer)
    if faults:
        raise BadCustomers("\n".join(faults))
    return customers

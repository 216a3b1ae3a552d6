"""The address a site listens on: whether it can, before anything is started."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

_HIGHEST = 65535
_NEXT = 20
"""How many ports above a taken one are tried for one that is free."""


class AddressError(Exception):
    """An address that cannot be listened on; ``kind`` names the message, ``free`` another one."""

    def __init__(self, kind: str, free: str = "", reason: str = "") -> None:
        super().__init__(kind, free, reason)
        self.kind = kind
        self.free = free
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse(text: str) -> Address:
    """Host and port. Raises AddressError where one of them is missing."""
    host, colon, port = text.strip().rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    whole = port.isascii() and port.isdigit() and 0 < int(port[:6]) <= _HIGHEST
    if not (colon and host and whole):
        free = f"127.0.0.1:{port}" if whole and not host else "127.0.0.1:8000"
        raise AddressError("form", free)
    return Address(host, int(port))


def check_free(address: Address) -> None:
    """Raises AddressError where nothing can listen there now."""
    fault = _fault(address)
    if fault is None:
        return
    if fault.errno != errno.EADDRINUSE:
        raise AddressError("unusable", reason=fault.strerror or str(fault))
    ports = range(address.port + 1, min(address.port + _NEXT, _HIGHEST) + 1)
    above = (Address(address.host, port) for port in ports)
    free = next((each for each in above if _fault(each) is None), None)
    raise AddressError("taken", str(free or Address("127.0.0.1", 8000)))


def _fault(address: Address) -> OSError | None:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does it: a connection that just ended does not keep the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as fault:
            return fault
    return None

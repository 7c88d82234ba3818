"""Which addresses may be called: against requests that a subscriber makes this server send inwards (SSRF, R44).

A name is resolved once; every address that it has must be allowed, and the connection goes to one that was checked, so
that a name which changes in between leads nowhere.
"""

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from twinline.webhooks.model import BadAddress

# Global unicast without 6to4 and Teredo, which have an IPv4 address inside.
IPV6_PUBLIC = ip_network("2000::/3")
IPV6_WRAPPED = (ip_network("2002::/16"), ip_network("2001::/32"))
RESOLVE_S = 5.0

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Guard:
    """``networks``: allowed beside public addresses. ``loopback``: http and any port to this machine, for trials."""

    ports: frozenset[int] = frozenset((443, 8443))
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    loopback: bool = False

    def read(self, url: str) -> httpx.URL:
        """The address, checked as far as that goes without asking for its name. Raises BadAddress."""
        try:
            read = httpx.URL(url)
        except httpx.InvalidURL as error:
            raise BadAddress(why="no address") from error
        host = _literal(read.host)
        local = self.loopback and (read.host == "localhost" or (host is not None and host.is_loopback))
        if not read.host or read.userinfo or read.fragment:
            raise BadAddress(why="not https://host[:port]/path")
        if read.scheme != "https" and not (local and read.scheme == "http"):
            raise BadAddress(why="not https")
        if (read.port or 443) not in self.ports and not local:
            raise BadAddress(why=f"port {read.port}")
        if host is not None and not self.allows(host):
            raise BadAddress(why=f"{host} is not public")
        return read

    def allows(self, address: Address) -> bool:
        """Whether an address may be connected to: public, of an allowed network, or this machine where that is set."""
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        if any(address in network for network in self.networks) or (self.loopback and address.is_loopback):
            return True
        if isinstance(address, IPv6Address) and (
            address not in IPV6_PUBLIC or any(address in network for network in IPV6_WRAPPED)
        ):
            return False
        return address.is_global and not address.is_multicast

    async def resolve(self, url: httpx.URL) -> list[str]:
        """Every address of the host, in the system's order. Raises BadAddress."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(RESOLVE_S):
                found = await loop.getaddrinfo(url.raw_host.decode(), url.port or 443, type=socket.SOCK_STREAM)
        except (OSError, TimeoutError, UnicodeError) as error:
            raise BadAddress(why=f"{url.host} has no address") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not self.allows(ip_address(address)):
                raise BadAddress(why=f"{url.host} is at {address}, which is not public")
        return addresses


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None

"""How often one address may ask and file, and how often one code may be tried."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from twinline.kernel.rates import RateLimiter

TRIES_WITHIN = timedelta(hours=1)
_NETWORK_BITS = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one process; those of a code hold for all processes together. 0 means no limit."""

    requests: RateLimiter
    filings: RateLimiter
    tries_per_code: int

    @classmethod
    def of(cls, *, per_minute: int, filings_per_hour: int, tries_per_code: int) -> "Limits":
        return cls(
            RateLimiter(per_second=per_minute / 60, burst=max(1, per_minute)),
            RateLimiter(per_second=filings_per_hour / 3600, burst=max(1, filings_per_hour)),
            tries_per_code,
        )


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the network, for a subscriber has all of it."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(int(found) >> (128 - _NETWORK_BITS)) if isinstance(found, IPv6Address) else address

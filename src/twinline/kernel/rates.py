"""Request limits of one process: a token bucket per caller."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic

from twinline.kernel.errors import TooMany

CALLERS_MAX = 50_000
SHARED = 256
"""Buckets that callers share for whom there is no room. Dropping one that is not full would lift its caller's limit."""


class RateLimiter:
    """At most ``burst`` requests at once and ``per_second`` on average for each key; 0 means no limit."""

    def __init__(self, *, per_second: float, burst: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._clock = clock
        self._own: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        """By key what was left when, longest untouched first."""
        self._shared: list[tuple[float, float]] = [(self._burst, clock())] * SHARED

    def take(self, key: Hashable) -> None:
        """Count one request. Raises TooMany with the seconds to wait when the caller's bucket is empty."""
        if not self._per_second:
            return
        now = self._clock()
        self._drop_full(now)
        share = hash(key) % SHARED
        tokens, at = self._own.get(key) or self._shared[share]
        tokens = min(self._burst, tokens + (now - at) * self._per_second)
        if tokens < 1:
            raise TooMany(retry_after_s=max(1, round((1 - tokens) / self._per_second)))
        if key in self._own or len(self._own) < CALLERS_MAX:
            self._own[key] = (tokens - 1, now)
            self._own.move_to_end(key)
        else:
            self._shared[share] = (tokens - 1, now)

    def _drop_full(self, now: float) -> None:
        """Drop up to two buckets that have filled up again, so that there are fewer of them after every request."""
        for _ in range(min(2, len(self._own))):
            key, (_, at) = next(iter(self._own.items()))
            if now - at < self._burst / self._per_second:
                return
            del self._own[key]

"""Request limits of one process: a token bucket per caller."""

from collections.abc import Callable, Hashable
from time import monotonic

from twinline.kernel.errors import TooMany

CALLERS_MAX = 50_000


class RateLimiter:
    """At most ``burst`` requests at once and ``per_second`` on average for each key; 0 means no limit."""

    def __init__(self, *, per_second: float, burst: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._clock = clock
        self._buckets: dict[Hashable, tuple[float, float]] = {}

    def take(self, key: Hashable) -> None:
        """Count one request. Raises TooMany with the seconds to wait when the caller's bucket is empty."""
        if not self._per_second:
            return
        now = self._clock()
        tokens, at = self._buckets.get(key, (self._burst, now))
        tokens = min(self._burst, tokens + (now - at) * self._per_second)
        if tokens < 1:
            raise TooMany(retry_after_s=max(1, round((1 - tokens) / self._per_second)))
        if len(self._buckets) >= CALLERS_MAX:
            self._forget_full(now)
        self._buckets[key] = (tokens - 1, now)

    def _forget_full(self, now: float) -> None:
        """Drop buckets that have filled up again, so that many one-time callers cannot fill the memory."""
        full = self._burst / self._per_second
        self._buckets = {key: kept for key, kept in self._buckets.items() if now - kept[1] < full}

"""The citizen portal: which number to call, filing, following by a code, rating, objecting, published results."""

from twinline.portal.actions import forget
from twinline.portal.limits import Limits

__all__ = ["Limits", "forget"]

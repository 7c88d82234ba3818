"""Standard faces: what Twinline looks like to systems that speak a published standard."""

from twinline.exchange.faces import eido

__all__ = ["eido"]

"""A simulated city on two instances with everything going wrong, and what must hold all the same (R14, R45)."""

from twinline.simulate.laboratory import Laboratory, laboratory
from twinline.simulate.model import Outcome, Plan

__all__ = ["Laboratory", "Outcome", "Plan", "laboratory"]

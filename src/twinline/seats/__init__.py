"""What a seat keeps: drafts of contacts, and who has which appeal open (R34)."""

from twinline.seats.actions import forget

__all__ = ["forget"]

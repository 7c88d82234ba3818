"""Attachments of appeals: kept in chunks, known by their SM3, seen by whoever sees the appeal."""

from twinline.attachments import store
from twinline.attachments.actions import forget, verified
from twinline.attachments.model import BYTES_MAX, CHUNK_BYTES, Attachment, chunks_of, clean_name
from twinline.attachments.sniff import MEDIA_TYPES
from twinline.kernel.upkeep import add_upkeep

__all__ = ["BYTES_MAX", "CHUNK_BYTES", "MEDIA_TYPES", "Attachment", "chunks_of", "clean_name", "store", "verified"]

add_upkeep("attachments", forget)

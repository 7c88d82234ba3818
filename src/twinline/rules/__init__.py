"""Editions of the rules: drafts, checks, signed publication, rollback, and what this process judges by (README.md)."""

from twinline.rules import actions, queries, sheets
from twinline.rules.actions import Publisher
from twinline.rules.checks import Finding, check
from twinline.rules.keys import load_rule_keys
from twinline.rules.library import Library, VersionsGone, heard
from twinline.rules.tables import Content, packaged

__all__ = [
    "Content",
    "Finding",
    "Library",
    "Publisher",
    "VersionsGone",
    "actions",
    "check",
    "heard",
    "load_rule_keys",
    "packaged",
    "queries",
    "sheets",
]

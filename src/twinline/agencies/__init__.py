"""Organisations and units, codes and crosswalks, duty contacts, working calendars (R5, R35, R41, R93)."""

from twinline.agencies.actions import load_year, translate
from twinline.agencies.calendar import WorkCalendar
from twinline.agencies.codes import check_uscc
from twinline.agencies.directory import Directory
from twinline.agencies.model import Unit, UnknownUnit
from twinline.agencies.queries import load_calendars, load_directory, missing_duty_contacts
from twinline.agencies.seed import seed_city, seed_registry

__all__ = [
    "Directory",
    "Unit",
    "UnknownUnit",
    "WorkCalendar",
    "check_uscc",
    "load_calendars",
    "load_directory",
    "load_year",
    "missing_duty_contacts",
    "seed_city",
    "seed_registry",
    "translate",
]

"""Files of messages that other systems exported: CSV, Excel, JSON lines, row by row into what intake takes.

A row that cannot be used carries its reason and the others go on; nothing is ever guessed into other words: a file
whose encoding is not certain is refused with what to say. Memory does not grow with the file (for Excel: only with its
table of distinct texts).
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Self

from twinline.intake.compose import digest_of
from twinline.intake.encodings import encoding_of
from twinline.intake.fields import columns_of, said_fields
from twinline.intake.model import Said
from twinline.kernel.errors import Invalid, Problem

CELL_CHARS_MAX = 1_000_000
SAMPLE_CHARS = 200_000
HEADER_ROWS_MAX = 10
DELIMITERS = ",\t;|"
KEY_CHARS_MAX = 200
ZIP_MAGIC, OLD_EXCEL_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

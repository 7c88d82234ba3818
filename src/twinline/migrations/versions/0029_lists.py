"""Filters of the long lists: a list walks back in time, and what it passes over is read in the index alone.

Revision ID: 0029
"""

from importlib.resources import files

from alembic import op
from sqlalchemy import text

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0029_lists.sql").read_text("utf-8")
    with op.get_context().autocommit_block():
        for statement in filter(None, map(str.strip, script.split(";"))):
            op.execute(text(statement))

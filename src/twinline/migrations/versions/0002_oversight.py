"""Oversight: reminders per deadline, the most urgent clocks first, look-ups by number, and the board's figures.

Revision ID: 0002
"""

from importlib.resources import files

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0002_oversight.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

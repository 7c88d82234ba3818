"""Reminders of drift beside those of clocks.

Revision ID: 0009
"""

from importlib.resources import files

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0009_drift_reminders.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

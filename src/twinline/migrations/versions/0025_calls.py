"""Telling the other side by phone.

Revision ID: 0025
"""

from importlib.resources import files

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0025_calls.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

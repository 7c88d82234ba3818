"""Warnings taken in as hints for those on duty.

Revision ID: 0014
"""

from importlib.resources import files

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0014_hints.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

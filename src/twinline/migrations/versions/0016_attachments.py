"""Attachments of appeals, in chunks, and what peers were told of them.

Revision ID: 0016
"""

from importlib.resources import files

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0016_attachments.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

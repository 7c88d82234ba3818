"""Heartbeats, reconciliation, the register of links, checks of a link.

Revision ID: 0011
"""

from importlib.resources import files

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0011_links.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

"""Peers, and the messages exchanged with them.

Revision ID: 0010
"""

from importlib.resources import files

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0010_exchange.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

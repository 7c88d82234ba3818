"""Signed webhooks: who is told of what, what was sent, and how that went.

Revision ID: 0018
"""

from importlib.resources import files

from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0018_webhooks.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

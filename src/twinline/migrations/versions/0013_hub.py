"""Tokens that a hub keeps for others until they are passed on.

Revision ID: 0013
"""

from importlib.resources import files

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0013_hub.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

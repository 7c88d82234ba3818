"""Boards, saved views and exports.

Revision ID: 0023
"""

from importlib.resources import files

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0023_boards.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

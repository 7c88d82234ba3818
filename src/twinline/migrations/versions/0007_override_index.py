"""The overrides among the decisions, newest first: evidence for the rules.

Revision ID: 0007
"""

from importlib.resources import files

from alembic import op
from sqlalchemy import text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    statement = files("twinline.migrations.versions").joinpath("0007_override_index.sql").read_text("utf-8")
    with op.get_context().autocommit_block():
        op.execute(text(statement))

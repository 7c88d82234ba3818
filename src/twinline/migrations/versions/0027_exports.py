"""Workbooks go to who still sees as their list was seen.

Revision ID: 0027
"""

from importlib.resources import files

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0027_exports.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

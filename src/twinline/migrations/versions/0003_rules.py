"""Rules: editions of the responsibility list and its sister tables, their signed publication, and what is in force.

Revision ID: 0003
"""

from importlib.resources import files

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0003_rules.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

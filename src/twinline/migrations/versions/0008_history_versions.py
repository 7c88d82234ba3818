"""The versions by which an appeal's history was weighed.

Revision ID: 0008
"""

from importlib.resources import files

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0008_history_versions.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

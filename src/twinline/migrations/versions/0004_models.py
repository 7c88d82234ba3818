"""Models: what was trained here, which one speaks, and whether any may.

Revision ID: 0004
"""

from importlib.resources import files

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0004_models.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

"""What a side is told of a handover while the other works on it.

Revision ID: 0019
"""

from importlib.resources import files

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0019_progress.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

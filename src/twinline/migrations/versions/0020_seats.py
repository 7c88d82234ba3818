"""What is typed at a seat and not registered yet, and who has an appeal open.

Revision ID: 0020
"""

from importlib.resources import files

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0020_seats.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

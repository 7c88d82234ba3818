"""Steps that devices send again, and the queue of the revisit.

Revision ID: 0024
"""

from importlib.resources import files

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0024_field.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

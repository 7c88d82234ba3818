"""A crowd of messages between two instances is read in the order of an index.

Revision ID: 0028
"""

from importlib.resources import files

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0028_crowd.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

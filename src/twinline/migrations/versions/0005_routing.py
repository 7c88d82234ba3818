"""The history of caller and place beside each appeal.

Revision ID: 0005
"""

from importlib.resources import files

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0005_routing.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

"""The citizen portal: follow codes, additions, ratings, objections, published results.

Revision ID: 0022
"""

from importlib.resources import files

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0022_portal.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

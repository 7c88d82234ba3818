"""An instance that is put back to an older state, and recovers from its peers what it lost.

Revision ID: 0015
"""

from importlib.resources import files

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0015_restored.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

"""Fields of codes that nobody has mapped, and attachments that are not taken.

Revision ID: 0026
"""

from importlib.resources import files

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = files("twinline.migrations.versions").joinpath("0026_amend.sql").read_text("utf-8")
    op.get_bind().connection.cursor().execute(script)

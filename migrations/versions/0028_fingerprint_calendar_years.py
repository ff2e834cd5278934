"""By which days a year of the calendar was last counted, so that a corrected year is counted again."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calendar_notices") as batch:
        batch.add_column(sa.Column("fingerprint", sa.String(64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("calendar_notices") as batch:
        batch.drop_column("fingerprint")

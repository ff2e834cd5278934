"""A kept page says whether reporters' words stand on it as written; until now they always did."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seen_pages") as table:
        table.add_column(sa.Column("as_written", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("seen_pages") as table:
        table.alter_column("as_written", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("seen_pages") as table:
        table.drop_column("as_written")

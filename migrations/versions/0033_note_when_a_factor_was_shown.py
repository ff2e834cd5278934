"""When the second factor was last shown in a session, since a signature wants it fresh."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("auth_sessions", sa.Column("factor_at", UtcDateTime(), nullable=True))
    op.execute("UPDATE auth_sessions SET factor_at = created_at")  # both factors were shown when it began
    with op.batch_alter_table("auth_sessions") as table:
        table.alter_column("factor_at", nullable=False, existing_type=UtcDateTime())


def downgrade() -> None:
    with op.batch_alter_table("auth_sessions") as table:
        table.drop_column("factor_at")

"""The type each reporter chose for a target, and the day another office received an imported tip."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WORD = sa.String(length=40)


def upgrade() -> None:
    op.add_column("tips", sa.Column("first_received_on", sa.Date(), nullable=True))
    op.add_column("tip_cases", sa.Column("type", WORD, nullable=True))
    op.execute("UPDATE tip_cases SET type = (SELECT targets.type FROM targets WHERE targets.id = tip_cases.target_id)")
    with op.batch_alter_table("tip_cases") as batch:
        batch.alter_column("type", existing_type=WORD, nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("tip_cases") as batch:
        batch.drop_column("type")
    with op.batch_alter_table("tips") as batch:
        batch.drop_column("first_received_on")

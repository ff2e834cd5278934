"""The hash of its latest ledger entry on each case, so that a chain that was cut short is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("ledger_head", sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE cases SET ledger_head = (SELECT hash FROM ledger_entries"
        " WHERE ledger_entries.case_id = cases.id ORDER BY sequence DESC LIMIT 1)"
    )


def downgrade() -> None:
    op.drop_column("cases", "ledger_head")

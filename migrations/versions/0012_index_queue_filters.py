"""Indexes for what would otherwise pass over a desk's whole archive, or over thirty thousand tips."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ADDED = {
    "ix_cases_status_category": ["holder_id", "status", "category", "due_at", "id"],
    "ix_cases_holder_closed_category": ["holder_id", "category", "closed_at", "id"],
    "ix_cases_claimed_by_id_claimed_at": ["claimed_by_id", "claimed_at"],
}


STEPS = {"sqlite_where": sa.text("action <> 'joined'"), "postgresql_where": sa.text("action <> 'joined'")}
LIVE = {"sqlite_where": sa.text("withdrawn_at IS NULL"), "postgresql_where": sa.text("withdrawn_at IS NULL")}


def upgrade() -> None:
    op.create_index("ix_ledger_entries_steps", "ledger_entries", ["case_id", "sequence"], **STEPS)
    op.create_index("ix_tip_cases_live", "tip_cases", ["case_id"], **LIVE)
    for name, columns in ADDED.items():
        op.create_index(name, "cases", columns)
    op.drop_index("ix_cases_claimed_by_id", table_name="cases")


def downgrade() -> None:
    op.drop_index("ix_tip_cases_live", table_name="tip_cases")
    op.drop_index("ix_ledger_entries_steps", table_name="ledger_entries")
    op.create_index("ix_cases_claimed_by_id", "cases", ["claimed_by_id"])
    for name in ADDED:
        op.drop_index(name, table_name="cases")

"""What clocks of cases remember, and indexes of all that still runs."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
RUNNING = (
    ("ix_cases_running", "cases", ["due_at", "id"], "escalated_at IS NULL AND paused_at IS NULL"),
    ("ix_cases_paused", "cases", ["paused_at", "id"], "paused_at IS NOT NULL"),
    ("ix_cases_lead", "cases", ["lead_due_at", "id"], "lead_escalated_at IS NULL"),
    ("ix_cases_ending", "cases", ["ends_at", "id"], "closed_at IS NULL AND lead_escalated_at IS NULL"),
    ("ix_approvals_running", "approvals", ["due_at", "case_id"], "decision IS NULL AND escalated_at IS NULL"),
    ("ix_tasks_running", "tasks", ["due_at", "id"], "done_at IS NULL AND dropped_at IS NULL AND escalated_at IS NULL"),
    (
        "ix_tasks_unratified",
        "tasks",
        ["lapses_at", "id"],
        "ratified_at IS NULL AND lifted_at IS NULL AND dropped_at IS NULL",
    ),
    ("ix_tasks_expiring", "tasks", ["days", "done_at", "id"], "days IS NOT NULL AND lifted_at IS NULL"),
    (
        "ix_supplement_requests_running",
        "supplement_requests",
        ["due_at", "id"],
        "answered_at IS NULL AND expired_at IS NULL",
    ),
)


def upgrade() -> None:
    op.add_column("cases", sa.Column("paused_seconds", ID, nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("lead_due_at", MOMENT, nullable=True))
    op.add_column("cases", sa.Column("lead_escalated_at", MOMENT, nullable=True))
    op.drop_index("ix_tasks_lapsing", table_name="tasks")
    op.drop_index("ix_supplement_requests_answered_at_due_at", table_name="supplement_requests")
    for name, table, columns, where in RUNNING:
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    for name, table, _columns, _where in RUNNING:
        op.drop_index(name, table_name=table)
    op.create_index("ix_supplement_requests_answered_at_due_at", "supplement_requests", ["answered_at", "due_at"])
    op.create_index("ix_tasks_lapsing", "tasks", ["lapses_at"])
    with op.batch_alter_table("cases") as batch:
        batch.drop_column("lead_escalated_at")
        batch.drop_column("lead_due_at")
        batch.drop_column("paused_seconds")

"""What each receipt added to the figures, so that one that restates the same measure takes back just that."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def upgrade() -> None:
    counts = op.create_table(
        "receipt_counts",
        sa.Column("task_id", ID, nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=3), nullable=False),
        sa.Column("measure", sa.String(length=3), nullable=False),
        sa.Column("platform_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_receipt_counts_task_id_tasks")),
        sa.PrimaryKeyConstraint("task_id", "figure", name=op.f("pk_receipt_counts")),
    )
    receipts = op.get_bind().execute(
        sa.text(
            "SELECT tasks.id, tasks.measure, tasks.quantities, tasks.done_at, cases.category, organizations.id, "
            "organizations.kind FROM tasks JOIN cases ON cases.id = tasks.case_id "
            "LEFT JOIN organizations ON organizations.id = tasks.executor_id "
            "WHERE tasks.done_at IS NOT NULL AND tasks.measure IS NOT NULL AND tasks.kind <> 'lift'"
        )
    )
    rows = [row for receipt in receipts.all() for row in counted(*receipt)]
    if rows:
        op.bulk_insert(counts, rows)


def counted(
    task_id: int, measure: str, quantities: object, done_at: object, category: str, executor_id: int, kind: str
) -> list[dict[str, object]]:
    """Every receipt written so far was counted on the day it was taken."""
    moment = datetime.fromisoformat(done_at) if isinstance(done_at, str) else done_at
    day = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(SHANGHAI).date()
    stated = json.loads(quantities) if isinstance(quantities, str) else quantities
    shared = {"task_id": task_id, "category": category, "measure": measure, "day": day}
    shared["platform_id"] = executor_id if kind == "platform" else 0
    return [shared | {"figure": name, "amount": amount} for name, amount in {"measures_taken": 1, **stated}.items()]


def downgrade() -> None:
    op.drop_table("receipt_counts")

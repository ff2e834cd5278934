"""A file can belong to the receipt of a task, as before to a tip or to a form that is open."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

FILES = sa.table("attachments", sa.column("task_id"), sa.column("dies_at", UtcDateTime()))
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DRAFT_DIES = op.f("ck_attachments_draft_dies")
ONE_PLACE = op.f("ck_attachments_one_place")
OF_TASK = op.f("fk_attachments_task_id_tasks")


def upgrade() -> None:
    with op.batch_alter_table("attachments") as batch:
        batch.add_column(sa.Column("task_id", NUMBER, nullable=True))
        batch.create_foreign_key(OF_TASK, "tasks", ["task_id"], ["id"])
        batch.drop_constraint(DRAFT_DIES, type_="check")
        batch.create_check_constraint(DRAFT_DIES, "(tip_id IS NULL AND task_id IS NULL) = (dies_at IS NOT NULL)")
        batch.create_check_constraint(ONE_PLACE, "tip_id IS NULL OR task_id IS NULL")
    op.create_index("ix_attachments_task_id", "attachments", ["task_id"])


def downgrade() -> None:
    """What proves a receipt has no place before this, and the log may name it: it is set aside, a draft of no form."""
    op.execute(sa.update(FILES).where(FILES.c.task_id.is_not(None)).values(task_id=None, dies_at=NEVER))
    op.drop_index("ix_attachments_task_id", "attachments")
    with op.batch_alter_table("attachments") as batch:
        batch.drop_constraint(ONE_PLACE, type_="check")
        batch.drop_constraint(DRAFT_DIES, type_="check")
        batch.create_check_constraint(DRAFT_DIES, "(tip_id IS NULL) = (dies_at IS NOT NULL)")
        batch.drop_constraint(OF_TASK, type_="foreignkey")
        batch.drop_column("task_id")

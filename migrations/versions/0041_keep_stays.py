"""Requests that measures stand still, and how they were answered."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import JSON_DOCUMENT, UtcDateTime

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING = sa.text("decided_at IS NULL")
RUNNING = sa.text("granted_until IS NOT NULL AND ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "stay_requests",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("notice_id", ROW_NUMBER, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", ROW_NUMBER, nullable=True),
        sa.Column("granted_until", sa.Date(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("task_ids", JSON_DOCUMENT, nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_stay_requests_answer_is_whole")
        ),
        sa.CheckConstraint(
            "granted_until IS NULL OR decided_at IS NOT NULL", name=op.f("ck_stay_requests_granted_by_somebody")
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR granted_until IS NOT NULL", name=op.f("ck_stay_requests_only_a_stay_ends")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["decision_notices.id"], name=op.f("fk_stay_requests_notice_id_decision_notices")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_stay_requests_decided_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_requests")),
    )
    op.create_index(
        "uq_stay_requests_waiting",
        "stay_requests",
        ["notice_id"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_stay_requests_running",
        "stay_requests",
        ["granted_until", "id"],
        sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )
    op.create_index("ix_stay_requests_notice_id_id", "stay_requests", ["notice_id", "id"])
    op.create_index("ix_stay_requests_decided_by_id", "stay_requests", ["decided_by_id"])


def downgrade() -> None:
    op.drop_table("stay_requests")

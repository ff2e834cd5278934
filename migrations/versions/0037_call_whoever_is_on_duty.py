"""Calls of urgent cases: each rung of the ladder, and before whom it is just now."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "duty_calls",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("case_id", ROW_NUMBER, nullable=False),
        sa.Column("desk_id", ROW_NUMBER, nullable=False),
        sa.Column("rung", sa.String(40), nullable=False),
        sa.Column("called_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answered_by_id", ROW_NUMBER, nullable=True),
        sa.CheckConstraint(
            "answered_by_id IS NULL OR answered_at IS NOT NULL", name=op.f("ck_duty_calls_answer_has_its_time")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_duty_calls_case_id_cases")),
        sa.ForeignKeyConstraint(["desk_id"], ["organizations.id"], name=op.f("fk_duty_calls_desk_id_organizations")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["users.id"], name=op.f("fk_duty_calls_answered_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_calls")),
        sa.UniqueConstraint("case_id", "desk_id", "rung", name=op.f("uq_duty_calls_case_id_desk_id_rung")),
    )
    op.create_index("ix_duty_calls_desk_id", "duty_calls", ["desk_id"])
    op.create_index("ix_duty_calls_answered_by_id", "duty_calls", ["answered_by_id"])
    op.create_table(
        "duty_rings",
        sa.Column("person_id", ROW_NUMBER, nullable=False),
        sa.Column("call_id", ROW_NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_duty_rings_person_id_users")),
        sa.ForeignKeyConstraint(["call_id"], ["duty_calls.id"], name=op.f("fk_duty_rings_call_id_duty_calls")),
        sa.PrimaryKeyConstraint("person_id", "call_id", name=op.f("pk_duty_rings")),
    )
    op.create_index("ix_duty_rings_call_id", "duty_rings", ["call_id"])


def downgrade() -> None:
    op.drop_table("duty_rings")
    op.drop_table("duty_calls")

"""Findings, signatures, tasks and appeals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(40)
DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "findings",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("round", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("public_ground", sa.Text(), nullable=False),
        sa.Column("evidence", DOCUMENT, nullable=False),
        sa.Column("measures", DOCUMENT, nullable=False),
        sa.Column("category", sa.String(length=3), nullable=False),
        sa.Column("seen_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_findings_author_id_users")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_findings_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_findings_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("case_id", "round", name=op.f("uq_findings_case_id_round")),
    )
    op.create_index(op.f("ix_findings_author_id"), "findings", ["author_id"], unique=False)
    op.create_index(op.f("ix_findings_organization_id"), "findings", ["organization_id"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("case_id", ID, nullable=False),
        sa.Column("round", ID, nullable=False),
        sa.Column("agency_id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("escalated_at", MOMENT, nullable=True),
        sa.Column("decision", WORD, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.Column("seen_hash", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "decision IS NULL OR decision = 'excused' OR seen_hash IS NOT NULL",
            name=op.f("ck_approvals_answer_names_version"),
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_approvals_answer_is_whole"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["organizations.id"], name=op.f("fk_approvals_agency_id_organizations")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_approvals_case_id_cases")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_approvals_decided_by_id_users")),
        sa.PrimaryKeyConstraint("case_id", "round", "agency_id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_decided_by_id"), "approvals", ["decided_by_id"], unique=False)
    op.create_index("ix_approvals_waiting", "approvals", ["agency_id", "decision", "due_at", "case_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("measure", sa.String(length=3), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("executor_id", ID, nullable=True),
        sa.Column("outside_executor", sa.String(length=200), nullable=True),
        sa.Column("ordered_by_id", ID, nullable=True),
        sa.Column("ordered_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("escalated_at", MOMENT, nullable=True),
        sa.Column("days", ID, nullable=True),
        sa.Column("lapses_at", MOMENT, nullable=True),
        sa.Column("ratified_at", MOMENT, nullable=True),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("undoes_id", ID, nullable=True),
        sa.Column("replaces_id", ID, nullable=True),
        sa.Column("dropped_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by_id", ID, nullable=True),
        sa.Column("attested", sa.Boolean(), nullable=False),
        sa.Column("document_number", sa.String(length=100), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("quantities", DOCUMENT, nullable=False),
        sa.CheckConstraint("done_at IS NULL OR proof <> ''", name=op.f("ck_tasks_receipt_has_proof")),
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name=op.f("ck_tasks_receipt_is_whole")),
        sa.CheckConstraint("(executor_id IS NULL) <> (outside_executor IS NULL)", name=op.f("ck_tasks_one_executor")),
        sa.CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name=op.f("ck_tasks_done_or_dropped")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tasks_case_id_cases")),
        sa.ForeignKeyConstraint(["done_by_id"], ["users.id"], name=op.f("fk_tasks_done_by_id_users")),
        sa.ForeignKeyConstraint(["executor_id"], ["organizations.id"], name=op.f("fk_tasks_executor_id_organizations")),
        sa.ForeignKeyConstraint(["ordered_by_id"], ["users.id"], name=op.f("fk_tasks_ordered_by_id_users")),
        sa.ForeignKeyConstraint(["replaces_id"], ["tasks.id"], name=op.f("fk_tasks_replaces_id_tasks")),
        sa.ForeignKeyConstraint(["undoes_id"], ["tasks.id"], name=op.f("fk_tasks_undoes_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_case_id_kind"), "tasks", ["case_id", "kind"], unique=False)
    op.create_index(op.f("ix_tasks_done_by_id"), "tasks", ["done_by_id"], unique=False)
    op.create_index("ix_tasks_lapsing", "tasks", ["lapses_at"], unique=False)
    op.create_index("ix_tasks_open", "tasks", ["executor_id", "done_at", "due_at", "id"], unique=False)
    op.create_index(op.f("ix_tasks_ordered_by_id"), "tasks", ["ordered_by_id"], unique=False)
    op.create_index(op.f("ix_tasks_replaces_id"), "tasks", ["replaces_id"], unique=False)
    op.create_index(op.f("ix_tasks_undoes_id"), "tasks", ["undoes_id"], unique=False)
    op.create_table(
        "ratifications",
        sa.Column("task_id", ID, nullable=False),
        sa.Column("agency_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=True),
        sa.CheckConstraint("(at IS NULL) = (user_id IS NULL)", name=op.f("ck_ratifications_yes_is_whole")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organizations.id"], name=op.f("fk_ratifications_agency_id_organizations")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_ratifications_task_id_tasks")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_ratifications_user_id_users")),
        sa.PrimaryKeyConstraint("task_id", "agency_id", name=op.f("pk_ratifications")),
    )
    op.create_index(op.f("ix_ratifications_agency_id_at"), "ratifications", ["agency_id", "at"], unique=False)
    op.create_index(op.f("ix_ratifications_user_id"), "ratifications", ["user_id"], unique=False)
    op.create_table(
        "appeals",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("decision", WORD, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_appeals_decision_is_whole"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_appeals_case_id_cases")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_appeals_decided_by_id_users")),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_appeals_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
    )
    op.create_index(op.f("ix_appeals_case_id_decided_at"), "appeals", ["case_id", "decided_at"], unique=False)
    op.create_index(op.f("ix_appeals_decided_by_id"), "appeals", ["decided_by_id"], unique=False)
    op.create_index(op.f("ix_appeals_tip_id"), "appeals", ["tip_id"], unique=False)


def downgrade() -> None:
    op.drop_table("appeals")
    op.drop_table("ratifications")
    op.drop_table("tasks")
    op.drop_table("approvals")
    op.drop_table("findings")

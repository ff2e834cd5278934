"""What desks and reporters write to each other, and notes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(40)


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("sender_role", WORD, nullable=False),
        sa.Column("author_id", ID, nullable=True),
        sa.Column("organization_id", ID, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("send_key", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(sender_role = 'reporter') = (author_id IS NULL)", name=op.f("ck_messages_colleagues_have_names")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_messages_author_id_users")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_messages_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_messages_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_messages_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("send_key", name=op.f("uq_messages_send_key")),
    )
    op.create_index(op.f("ix_messages_author_id"), "messages", ["author_id"], unique=False)
    op.create_index(op.f("ix_messages_case_id_id"), "messages", ["case_id", "id"], unique=False)
    op.create_index(op.f("ix_messages_organization_id"), "messages", ["organization_id"], unique=False)
    op.create_index(op.f("ix_messages_tip_id_case_id_id"), "messages", ["tip_id", "case_id", "id"], unique=False)
    op.create_table(
        "supplement_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("tip_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("asked_by_id", ID, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("expired_at", MOMENT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_supplement_requests_answer_is_whole")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_supplement_requests_asked_by_id_users")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_supplement_requests_case_id_cases")),
        sa.ForeignKeyConstraint(["tip_id"], ["tips.id"], name=op.f("fk_supplement_requests_tip_id_tips")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplement_requests")),
    )
    op.create_index(
        op.f("ix_supplement_requests_answered_at_due_at"),
        "supplement_requests",
        ["answered_at", "due_at"],
        unique=False,
    )
    op.create_index(op.f("ix_supplement_requests_asked_by_id"), "supplement_requests", ["asked_by_id"], unique=False)
    op.create_index(op.f("ix_supplement_requests_case_id"), "supplement_requests", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_supplement_requests_tip_id_case_id"), "supplement_requests", ["tip_id", "case_id"], unique=False
    )
    op.create_table(
        "notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_notes_author_id_users")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notes_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_notes_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_author_id"), "notes", ["author_id"], unique=False)
    op.create_index(op.f("ix_notes_case_id_id"), "notes", ["case_id", "id"], unique=False)
    op.create_index(op.f("ix_notes_organization_id"), "notes", ["organization_id"], unique=False)


def downgrade() -> None:
    op.drop_table("notes")
    op.drop_table("supplement_requests")
    op.drop_table("messages")

"""Bulletins and typical cases, and the cases they are about."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "bulletins",
        sa.Column("id", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum("bulletin", "typical_case", name="bulletinkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("title_zh", sa.String(length=200), nullable=False),
        sa.Column("body_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by_id", ID, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by_id", ID, nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL)", name=op.f("ck_bulletins_publication_is_whole")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_bulletins_withdrawal_is_whole")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_reason = '')", name=op.f("ck_bulletins_withdrawal_has_its_reason")
        ),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR published_at IS NOT NULL", name=op.f("ck_bulletins_withdrawn_was_published")
        ),
        sa.CheckConstraint("title_zh <> '' AND body_zh <> ''", name=op.f("ck_bulletins_says_something")),
        sa.CheckConstraint("(title_en = '') = (body_en = '')", name=op.f("ck_bulletins_english_is_whole")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_bulletins_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_bulletins_author_id_users")),
        sa.ForeignKeyConstraint(["published_by_id"], ["users.id"], name=op.f("fk_bulletins_published_by_id_users")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["users.id"], name=op.f("fk_bulletins_withdrawn_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
    )
    op.create_index(op.f("ix_bulletins_published_at_id"), "bulletins", ["published_at", "id"])
    op.create_index(
        op.f("ix_bulletins_organization_id_changed_at_id"), "bulletins", ["organization_id", "changed_at", "id"]
    )
    for column in ("author_id", "published_by_id", "withdrawn_by_id"):
        op.create_index(op.f(f"ix_bulletins_{column}"), "bulletins", [column])
    op.create_table(
        "bulletin_cases",
        sa.Column("bulletin_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["bulletin_id"], ["bulletins.id"], name=op.f("fk_bulletin_cases_bulletin_id_bulletins")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_bulletin_cases_case_id_cases")),
        sa.PrimaryKeyConstraint("bulletin_id", "case_id", name=op.f("pk_bulletin_cases")),
    )
    op.create_index(op.f("ix_bulletin_cases_case_id"), "bulletin_cases", ["case_id"])


def downgrade() -> None:
    op.drop_table("bulletin_cases")
    op.drop_table("bulletins")

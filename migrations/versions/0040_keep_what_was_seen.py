"""The page that stood before whoever signed, kept with the signature."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "seen_pages",
        sa.Column("case_id", ROW_NUMBER, nullable=False),
        sa.Column("sequence", ROW_NUMBER, nullable=False),
        sa.Column("kept_sequence", ROW_NUMBER, nullable=False),
        sa.Column("organization_id", ROW_NUMBER, nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id", "sequence"],
            ["ledger_entries.case_id", "ledger_entries.sequence"],
            name=op.f("fk_seen_pages_case_id_ledger_entries"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_seen_pages_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("case_id", "sequence", name=op.f("pk_seen_pages")),
    )
    op.create_index("ix_seen_pages_organization_id", "seen_pages", ["organization_id"])


def downgrade() -> None:
    op.drop_table("seen_pages")

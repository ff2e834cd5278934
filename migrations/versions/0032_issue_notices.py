"""Notices of decisions, and when they were served."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import JSON_DOCUMENT, UtcDateTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "decision_notices",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("case_id", ROW_NUMBER, nullable=False),
        sa.Column("round", ROW_NUMBER, nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("content", JSON_DOCUMENT, nullable=False),
        sa.Column("sequence", ROW_NUMBER, nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decision_notices_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_notices")),
        sa.UniqueConstraint("case_id", "round", name=op.f("uq_decision_notices_case_id_round")),
        sa.UniqueConstraint("case_id", "sequence", name=op.f("uq_decision_notices_case_id_sequence")),
        sa.UniqueConstraint("number", name=op.f("uq_decision_notices_number")),
    )
    op.create_table(
        "notice_services",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("notice_id", ROW_NUMBER, nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by_id", ROW_NUMBER, nullable=False),
        sa.Column("organization_id", ROW_NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["decision_notices.id"], name=op.f("fk_notice_services_notice_id_decision_notices")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_notice_services_recorded_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_notice_services_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_services")),
    )
    op.create_index("ix_notice_services_notice_id_id", "notice_services", ["notice_id", "id"])
    op.create_index("ix_notice_services_recorded_by_id", "notice_services", ["recorded_by_id"])
    op.create_index("ix_notice_services_organization_id", "notice_services", ["organization_id"])


def downgrade() -> None:
    op.drop_table("notice_services")
    op.drop_table("decision_notices")

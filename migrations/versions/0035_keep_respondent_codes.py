"""The codes by which respondents read their notices."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALIVE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "respondent_codes",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("notice_id", ROW_NUMBER, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_key_id", sa.String(20), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", ROW_NUMBER, nullable=False),
        sa.Column("organization_id", ROW_NUMBER, nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["decision_notices.id"], name=op.f("fk_respondent_codes_notice_id_decision_notices")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_respondent_codes_made_by_id_users")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_respondent_codes_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_respondent_codes_code_hash")),
    )
    op.create_index(
        "uq_respondent_codes_living",
        "respondent_codes",
        ["notice_id"],
        unique=True,
        sqlite_where=ALIVE,
        postgresql_where=ALIVE,
    )
    op.create_index("ix_respondent_codes_notice_id_id", "respondent_codes", ["notice_id", "id"])
    op.create_index("ix_respondent_codes_made_by_id", "respondent_codes", ["made_by_id"])
    op.create_index("ix_respondent_codes_organization_id", "respondent_codes", ["organization_id"])


def downgrade() -> None:
    op.drop_table("respondent_codes")

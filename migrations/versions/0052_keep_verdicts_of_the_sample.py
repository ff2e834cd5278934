"""What the sample drew of how platforms end cases, and how each who confirms would have ended it."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OUTCOME = sa.Enum(
    "substantiated",
    "partly",
    "resolved_by_platform",
    "unsubstantiated",
    "insufficient",
    "out_of_scope",
    "handed_over",
    "target_gone",
    "withdrawn",
    "merged",
    name="outcome",
    native_enum=False,
    length=40,
)
OPEN = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "sampled_proposals",
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("sequence", NUMBER, nullable=False),
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("category", sa.String(3), nullable=False),
        sa.Column("outcome", OUTCOME, nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(returned IS NULL) = (answered_at IS NULL)", name=op.f("ck_sampled_proposals_answer_is_whole")
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "sequence"],
            ["ledger_entries.case_id", "ledger_entries.sequence"],
            name=op.f("fk_sampled_proposals_case_id_sequence_ledger_entries"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sampled_proposals_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("case_id", "sequence", name=op.f("pk_sampled_proposals")),
    )
    op.create_index("ix_sampled_proposals_answered_at", "sampled_proposals", ["answered_at"])
    op.create_index("ix_sampled_proposals_organization_id", "sampled_proposals", ["organization_id"])
    op.create_index(
        "ix_sampled_proposals_open",
        "sampled_proposals",
        ["case_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "blind_verdicts",
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("sequence", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("judged", NUMBER, nullable=False),
        sa.Column("outcome", OUTCOME, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id", "sequence"],
            ["sampled_proposals.case_id", "sampled_proposals.sequence"],
            name=op.f("fk_blind_verdicts_case_id_sequence_sampled_proposals"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "judged"],
            ["ledger_entries.case_id", "ledger_entries.sequence"],
            name=op.f("fk_blind_verdicts_case_id_judged_ledger_entries"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_blind_verdicts_person_id_users")),
        sa.PrimaryKeyConstraint("case_id", "sequence", "person_id", name=op.f("pk_blind_verdicts")),
    )
    op.create_index("ix_blind_verdicts_case_id_judged", "blind_verdicts", ["case_id", "judged"], unique=True)
    op.create_index("ix_blind_verdicts_person_id", "blind_verdicts", ["person_id"])


def downgrade() -> None:
    op.drop_table("blind_verdicts")
    op.drop_table("sampled_proposals")

"""Whom a case was handed over to, under which number it runs there, and what was answered."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KIND = sa.Enum("police", "market", "cyberspace", "other", name="authority", native_enum=False, length=40)
ANSWER = sa.Enum("taken_on", "refused", "done", name="authorityanswer", native_enum=False, length=40)
FIRST_ANSWER = timedelta(days=14)

CASES = sa.table(
    "cases",
    *map(sa.column, ("id", "lead_agency_id", "outcome", "status", "ground")),
    sa.column("closed_at", UtcDateTime()),
)
ENTRIES = sa.table("ledger_entries", *map(sa.column, ("case_id", "action", "actor_id", "sequence")))
HAND_OVERS = sa.table(
    "hand_overs",
    *map(sa.column, ("case_id", "agency_id", "kind", "authority", "made_by_id", "reference", "words")),
    sa.column("made_at", UtcDateTime()),
    sa.column("due_at", UtcDateTime()),
)


def upgrade() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("agency_id", NUMBER, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("authority", sa.String(200), nullable=False),
        sa.Column("made_by_id", NUMBER, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("reference", sa.String(100), nullable=False),
        sa.Column("reference_on", sa.Date(), nullable=True),
        sa.Column("answer", ANSWER, nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("escalated_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(reference = '') = (reference_on IS NULL)", name=op.f("ck_hand_overs_reference_is_whole")),
        sa.CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name=op.f("ck_hand_overs_answer_is_whole")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_hand_overs_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["organizations.id"], name=op.f("fk_hand_overs_agency_id_organizations")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_hand_overs_made_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    _index("ix_hand_overs_followed_case", ["case_id"], "ended_at IS NULL", unique=True)
    _index("ix_hand_overs_followed", ["agency_id", "due_at", "case_id"], "ended_at IS NULL")
    running = "answer IS NULL AND escalated_at IS NULL AND ended_at IS NULL"
    _index("ix_hand_overs_running", ["due_at", "case_id"], running)
    op.create_index("ix_hand_overs_case_id_id", "hand_overs", ["case_id", "id"])
    op.create_index("ix_hand_overs_agency_id", "hand_overs", ["agency_id"])
    op.create_index("ix_hand_overs_made_by_id", "hand_overs", ["made_by_id"])
    _follow_what_was_handed_over_before()


def _index(name: str, columns: list[str], where: str, unique: bool = False) -> None:
    some = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
    op.create_index(name, "hand_overs", columns, unique=unique, **some)


def _follow_what_was_handed_over_before() -> None:
    """To whom it went stood in the first line of the ground; the time to answer counts from today."""
    bind, due = op.get_bind(), datetime.now(UTC) + FIRST_ANSWER
    gone = sa.select(CASES).where(CASES.c.outcome == "handed_over", CASES.c.status == "closed")
    for case in bind.execute(gone).all():
        made = sa.select(ENTRIES.c.actor_id).where(ENTRIES.c.case_id == case.id, ENTRIES.c.action == "hand_over")
        row = {
            "case_id": case.id, "agency_id": case.lead_agency_id, "kind": "other",
            "authority": case.ground.partition("\n")[0][:200], "reference": "", "words": "",
            "made_by_id": bind.scalar(made.order_by(ENTRIES.c.sequence.desc()).limit(1)),
            "made_at": case.closed_at, "due_at": due,
        }  # fmt: skip
        bind.execute(sa.insert(HAND_OVERS).values(row))


def downgrade() -> None:
    op.drop_table("hand_overs")

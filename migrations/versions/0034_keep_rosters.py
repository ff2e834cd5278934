"""Who is on duty: shifts and leave."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import UtcDateTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "duty_shifts",
        *_span("duty_shifts"),
        sa.Column("rank", sa.String(40), nullable=False),
    )
    op.create_table("duty_leaves", *_span("duty_leaves"))
    for table in ("duty_shifts", "duty_leaves"):
        op.create_index(f"ix_{table}_organization_id_ends_at_id", table, ["organization_id", "ends_at", "id"])
        op.create_index(f"ix_{table}_person_id_ends_at", table, ["person_id", "ends_at"])
        op.create_index(f"ix_{table}_entered_by_id", table, ["entered_by_id"])
    op.create_index("ix_duty_shifts_ends_at_organization_id", "duty_shifts", ["ends_at", "organization_id"])


def _span(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("organization_id", ROW_NUMBER, nullable=False),
        sa.Column("person_id", ROW_NUMBER, nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("entered_by_id", ROW_NUMBER, nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f(f"ck_{table}_ends_later")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f(f"fk_{table}_organization_id_organizations")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f(f"fk_{table}_person_id_users")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f(f"fk_{table}_entered_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    op.drop_table("duty_leaves")
    op.drop_table("duty_shifts")

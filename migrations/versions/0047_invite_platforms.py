"""Platforms that are invited, and the hosts for which they are awaited."""

import sqlalchemy as sa
from alembic import op

from portal.extensions import JSON_DOCUMENT, UtcDateTime

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("social", "store", "marketplace", "hub", "code", "agents", "search", "sites", "other")
KIND = sa.Enum(*KINDS, name="platformkind", native_enum=False, length=40)
REFERS = {"organization_id": "organizations", "person_id": "users", "case_id": "cases", "agency_id": "organizations",
          "invited_by_id": "users"}  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "platform_invitations",
        sa.Column("id", ROW_NUMBER, nullable=False),
        sa.Column("organization_id", ROW_NUMBER, nullable=False),
        sa.Column("person_id", ROW_NUMBER, nullable=False),
        sa.Column("hosts", JSON_DOCUMENT, nullable=False),
        sa.Column("platform_kind", KIND, nullable=False),
        sa.Column("case_id", ROW_NUMBER, nullable=True),
        sa.Column("agency_id", ROW_NUMBER, nullable=False),
        sa.Column("invited_by_id", ROW_NUMBER, nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("accepted_at IS NULL OR revoked_at IS NULL", name=op.f("ck_platform_invitations_one_end")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_platform_invitations_{column}_{table}"))
            for column, table in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_invitations")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_platform_invitations_organization_id")),
    )
    op.create_index("ix_platform_invitations_agency_id_id", "platform_invitations", ["agency_id", "id"])
    for column in ("case_id", "invited_by_id", "person_id"):
        op.create_index(f"ix_platform_invitations_{column}", "platform_invitations", [column])
    op.create_table(
        "awaited_hosts",
        sa.Column("host", sa.String(253), nullable=False),
        sa.Column("invitation_id", ROW_NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["platform_invitations.id"],
            name=op.f("fk_awaited_hosts_invitation_id_platform_invitations"),
        ),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_awaited_hosts")),
    )
    op.create_index("ix_awaited_hosts_invitation_id", "awaited_hosts", ["invitation_id"])


def downgrade() -> None:
    op.drop_table("awaited_hosts")
    op.drop_table("platform_invitations")

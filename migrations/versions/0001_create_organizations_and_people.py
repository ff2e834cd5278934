"""Organizations, colleagues, and the routing registry."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(40)


def upgrade() -> None:
    op.create_table(
        "organizations",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("function", WORD, nullable=True),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("group_id", ID, nullable=True),
        sa.Column("has_desk", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(kind = 'agency') = (function IS NOT NULL)", name=op.f("ck_organizations_agency_has_function")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["organizations.id"], name=op.f("fk_organizations_group_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organizations_slug")),
    )
    op.create_index(op.f("ix_organizations_function_region"), "organizations", ["function", "region"], unique=False)
    op.create_index(op.f("ix_organizations_group_id"), "organizations", ["group_id"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", ID, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", ID, nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_users_organization_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_index(op.f("ix_users_organization_id"), "users", ["organization_id"], unique=False)
    op.create_table(
        "user_roles",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_roles_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "role", name=op.f("pk_user_roles")),
    )
    op.create_table(
        "registry_entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("value", sa.String(length=253), nullable=False),
        sa.Column("platform_id", ID, nullable=True),
        sa.Column("provider_id", ID, nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"], ["organizations.id"], name=op.f("fk_registry_entries_platform_id_organizations")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["organizations.id"], name=op.f("fk_registry_entries_provider_id_organizations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registry_entries")),
        sa.UniqueConstraint("kind", "value", name=op.f("uq_registry_entries_kind_value")),
    )
    op.create_index(op.f("ix_registry_entries_platform_id"), "registry_entries", ["platform_id"], unique=False)
    op.create_index(op.f("ix_registry_entries_provider_id"), "registry_entries", ["provider_id"], unique=False)


def downgrade() -> None:
    op.drop_table("registry_entries")
    op.drop_table("user_roles")
    op.drop_table("users")
    op.drop_table("organizations")

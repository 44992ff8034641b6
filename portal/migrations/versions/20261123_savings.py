"""Savings: one-off and recurring, entered by one person and confirmed by another."""

import sqlalchemy as sa
from alembic import op

revision = "savings"
down_revision = "teams"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('saving',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('what', sa.String(length=160), nullable=False),
    sa.Column('method', sa.String(length=24), nullable=False),
    sa.Column('assumptions', sa.Text(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('gross_minor', sa.BigInteger(), nullable=False),
    sa.Column('into', sa.String(length=3), nullable=False),
    sa.Column('rate_e8', sa.BigInteger(), nullable=False),
    sa.Column('rate_on', sa.Date(), nullable=True),
    sa.Column('is_annualised', sa.Boolean(), nullable=False),
    sa.Column('confirmed_minor', sa.BigInteger(), nullable=True),
    sa.Column('entered_by_id', sa.Uuid(), nullable=False),
    sa.Column('edited_by_id', sa.Uuid(), nullable=True),
    sa.Column('settled_by_id', sa.Uuid(), nullable=True),
    sa.Column('settled_on', sa.Date(), nullable=True),
    sa.Column('remark', sa.String(length=400), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edited_by_id'], ['person.id'], name=op.f('fk_saving_edited_by_id_person')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['person.id'], name=op.f('fk_saving_entered_by_id_person')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_saving_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id', 'project_id'], ['project.programme_id', 'project.id'], name=op.f('fk_saving_programme_id_project_id_project')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_saving_programme_id_programme')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['person.id'], name=op.f('fk_saving_settled_by_id_person')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_saving'))
    )
    op.create_index('ix_saving_programme_enterprise', 'saving', ['programme_id', 'enterprise_id', 'state'], unique=False)
    op.create_index('ix_saving_programme_project', 'saving', ['programme_id', 'project_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_saving_programme_project', table_name='saving')
    op.drop_index('ix_saving_programme_enterprise', table_name='saving')
    op.drop_table('saving')

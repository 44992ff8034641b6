"""What one factory takes up of another that shares it."""

import sqlalchemy as sa
from alembic import op

revision = "uptakes"
down_revision = "savings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('uptake',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('child_id', sa.Uuid(), nullable=False),
    sa.Column('origin_id', sa.Uuid(), nullable=False),
    sa.Column('adapted', sa.Text(), nullable=True),
    sa.Column('taken_by_id', sa.Uuid(), nullable=False),
    sa.Column('taken_at', sa.DateTime(), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id', 'child_id'], ['project.programme_id', 'project.id'], name=op.f('fk_uptake_programme_id_child_id_project')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_uptake_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id', 'origin_id'], ['project.programme_id', 'project.id'], name=op.f('fk_uptake_programme_id_origin_id_project')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_uptake_programme_id_programme')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['person.id'], name=op.f('fk_uptake_taken_by_id_person')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_uptake')),
    sa.UniqueConstraint('programme_id', 'child_id', name=op.f('uq_uptake_programme_id_child_id'))
    )
    op.create_index('ix_uptake_programme_enterprise', 'uptake', ['programme_id', 'enterprise_id'], unique=False)
    op.create_index('ix_uptake_programme_origin', 'uptake', ['programme_id', 'origin_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_uptake_programme_origin', table_name='uptake')
    op.drop_index('ix_uptake_programme_enterprise', table_name='uptake')
    op.drop_table('uptake')

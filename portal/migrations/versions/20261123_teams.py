"""The improvement team: its charter, meetings with points, attendance and decisions, and what stands on its board."""

import sqlalchemy as sa
from alembic import op

revision = "teams"
down_revision = "causes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('meeting',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=24), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('begins_at', sa.String(length=5), nullable=True),
    sa.Column('led_by_id', sa.Uuid(), nullable=True),
    sa.Column('planned_by_id', sa.Uuid(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('closed_by_id', sa.Uuid(), nullable=True),
    sa.Column('summary', sa.Text(), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['closed_by_id'], ['person.id'], name=op.f('fk_meeting_closed_by_id_person')),
    sa.ForeignKeyConstraint(['led_by_id'], ['person.id'], name=op.f('fk_meeting_led_by_id_person')),
    sa.ForeignKeyConstraint(['planned_by_id'], ['person.id'], name=op.f('fk_meeting_planned_by_id_person')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_meeting_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_meeting_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('programme_id', 'enterprise_id', 'number', name=op.f('uq_meeting_programme_id_enterprise_id_number'))
    )
    op.create_index('ix_meeting_programme_enterprise', 'meeting', ['programme_id', 'enterprise_id', 'planned_on'], unique=False)
    op.create_table('attendance',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('presence', sa.String(length=24), nullable=True),
    sa.Column('level', sa.String(length=24), nullable=False),
    sa.Column('sex', sa.String(length=24), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attendance_person_id_person')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_attendance_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id', 'meeting_id'], ['meeting.programme_id', 'meeting.id'], name=op.f('fk_attendance_programme_id_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_attendance_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('programme_id', 'meeting_id', 'person_id', name=op.f('uq_attendance_programme_id_meeting_id_person_id'))
    )
    op.create_table('safety_event',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('area_id', sa.Uuid(), nullable=True),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('text', sa.String(length=240), nullable=False),
    sa.Column('told_by_id', sa.Uuid(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id', 'area_id'], ['area.programme_id', 'area.id'], name=op.f('fk_safety_event_programme_id_area_id_area')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_safety_event_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_safety_event_programme_id_programme')),
    sa.ForeignKeyConstraint(['told_by_id'], ['person.id'], name=op.f('fk_safety_event_told_by_id_person')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_safety_event'))
    )
    op.create_index('ix_safety_event_programme_enterprise', 'safety_event', ['programme_id', 'enterprise_id', 'happened_on'], unique=False)
    op.create_table('team',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('area_id', sa.Uuid(), nullable=True),
    sa.Column('purpose', sa.Text(), nullable=True),
    sa.Column('aims', sa.Text(), nullable=True),
    sa.Column('weekday', sa.Integer(), nullable=True),
    sa.Column('every_weeks', sa.Integer(), nullable=False),
    sa.Column('begins_at', sa.String(length=5), nullable=True),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('dormant_since', sa.Date(), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id', 'area_id'], ['area.programme_id', 'area.id'], name=op.f('fk_team_programme_id_area_id_area')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_team_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_team_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_team')),
    sa.UniqueConstraint('programme_id', 'enterprise_id', name=op.f('uq_team_programme_id_enterprise_id'))
    )
    op.create_index('ix_team_programme_dormant', 'team', ['programme_id', 'dormant_since'], unique=False)
    op.create_table('agenda_item',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('title', sa.String(length=240), nullable=True),
    sa.Column('many', sa.Integer(), nullable=True),
    sa.Column('record_id', sa.Uuid(), nullable=True),
    sa.Column('project_id', sa.Uuid(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_agenda_item_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id', 'meeting_id'], ['meeting.programme_id', 'meeting.id'], name=op.f('fk_agenda_item_programme_id_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['programme_id', 'project_id'], ['project.programme_id', 'project.id'], name=op.f('fk_agenda_item_programme_id_project_id_project')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_agenda_item_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_agenda_item'))
    )
    op.create_index('ix_agenda_item_programme_meeting', 'agenda_item', ['programme_id', 'meeting_id'], unique=False)
    op.create_index('ix_agenda_item_programme_project', 'agenda_item', ['programme_id', 'project_id'], unique=False)
    op.create_table('meeting_decision',
    sa.Column('enterprise_id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=True),
    sa.Column('action_id', sa.Uuid(), nullable=True),
    sa.Column('text', sa.String(length=240), nullable=False),
    sa.Column('is_action', sa.Boolean(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_meeting_decision_made_by_id_person')),
    sa.ForeignKeyConstraint(['programme_id', 'action_id'], ['action.programme_id', 'action.id'], name=op.f('fk_meeting_decision_programme_id_action_id_action')),
    sa.ForeignKeyConstraint(['programme_id', 'enterprise_id'], ['enterprise.programme_id', 'enterprise.id'], name=op.f('fk_meeting_decision_programme_id_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['programme_id', 'item_id'], ['agenda_item.programme_id', 'agenda_item.id'], name=op.f('fk_meeting_decision_programme_id_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['programme_id', 'meeting_id'], ['meeting.programme_id', 'meeting.id'], name=op.f('fk_meeting_decision_programme_id_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_meeting_decision_programme_id_programme')),
    sa.PrimaryKeyConstraint('programme_id', 'id', name=op.f('pk_meeting_decision'))
    )
    op.create_index('ix_meeting_decision_programme_action', 'meeting_decision', ['programme_id', 'action_id'], unique=False)
    op.create_index('ix_meeting_decision_programme_item', 'meeting_decision', ['programme_id', 'item_id'], unique=False)
    op.create_index('ix_meeting_decision_programme_meeting', 'meeting_decision', ['programme_id', 'meeting_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_meeting_decision_programme_meeting', table_name='meeting_decision')
    op.drop_index('ix_meeting_decision_programme_item', table_name='meeting_decision')
    op.drop_index('ix_meeting_decision_programme_action', table_name='meeting_decision')
    op.drop_table('meeting_decision')
    op.drop_index('ix_agenda_item_programme_project', table_name='agenda_item')
    op.drop_index('ix_agenda_item_programme_meeting', table_name='agenda_item')
    op.drop_table('agenda_item')
    op.drop_index('ix_team_programme_dormant', table_name='team')
    op.drop_table('team')
    op.drop_index('ix_safety_event_programme_enterprise', table_name='safety_event')
    op.drop_table('safety_event')
    op.drop_table('attendance')
    op.drop_index('ix_meeting_programme_enterprise', table_name='meeting')
    op.drop_table('meeting')

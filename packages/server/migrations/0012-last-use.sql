-- When connectors and workspaces were last used, and which connectors fail, so that lists over all workspaces are sorted and
-- filtered by index. The record of calls says more; it is too long to be read for a page of a list.

-- Within a minute of the last call; 1970 if there was none, for an index compares no null.
alter table connectors add column last_call_at timestamptz not null default '1970-01-01T00:00:00Z';
alter table workspaces add column last_call_at timestamptz not null default '1970-01-01T00:00:00Z';
-- Whether the last call that tells failed.
alter table connectors add column failing boolean not null default false;

grant update (last_call_at) on workspaces to bulkhead_organization;

create index connectors_attention on connectors (organization_id, connector_id)
  where failing or status = 'needs_reauthentication';
create index connectors_definition on connectors (organization_id, definition_id, connector_id);
create index connectors_last_call on connectors (organization_id, last_call_at, connector_id);
create index workspaces_name on workspaces (organization_id, name_folded, workspace_id);
create index workspaces_last_call on workspaces (organization_id, last_call_at, workspace_id);

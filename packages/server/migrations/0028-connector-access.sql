-- Which entities of a connector people may read or write, on top of what the connector allows. A row of its own, since a manager
-- and a scoped token change connectors, and give nobody more by that.

create table connector_access (
  organization_id uuid not null,
  workspace_id uuid not null,
  connector_id uuid not null,
  -- [{"entity": …, "allow": …, "people": …}]
  rules jsonb not null,
  primary key (organization_id, workspace_id, connector_id),
  foreign key (organization_id, workspace_id, connector_id) references connectors on delete cascade
);
comment on table connector_access is 'Which entities of a connector people may read or write. Without a row: all that the connector allows.';
alter table connector_access enable row level security;
alter table connector_access force row level security;

grant select on connector_access to bulkhead_workspace, bulkhead_member;
grant select, insert, update (rules), delete on connector_access to bulkhead_organization;

create policy workspace_scope on connector_access for select to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on connector_access to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = connector_access.organization_id and w.workspace_id = connector_access.workspace_id
  )
);
create policy member_selects on connector_access for select to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = any ((select reached('{viewer,user,manager}'))::uuid[])
);

-- Bodies that are recorded to debug a connector: opt-in, an hour at most, each for a day. Sealed under the data key of the
-- workspace, and gone with the connector.

alter table connectors add column records_bodies_until timestamptz;

create table recorded_bodies (
  organization_id uuid not null,
  -- Of the row in `tool_calls`, which may be dropped with its partition first.
  call_id uuid not null,
  workspace_id uuid not null,
  connector_id uuid not null,
  recorded_at timestamptz not null default now(),
  sealed bytea not null,
  primary key (organization_id, call_id),
  foreign key (organization_id, workspace_id, connector_id) references connectors on delete cascade
);
comment on table recorded_bodies is 'Sealed request and response of a call, redacted, for a day.';
create index recorded_bodies_connector on recorded_bodies (organization_id, workspace_id, connector_id);
create index recorded_bodies_age on recorded_bodies (recorded_at);
alter table recorded_bodies enable row level security;
alter table recorded_bodies force row level security;

grant select on recorded_bodies to bulkhead_workspace;
grant select, insert, delete on recorded_bodies to bulkhead_organization;
grant select (organization_id, call_id, recorded_at), delete on recorded_bodies to bulkhead_operator;

create policy workspace_scope on recorded_bodies for select to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on recorded_bodies to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = recorded_bodies.organization_id and w.workspace_id = recorded_bodies.workspace_id
  )
);
create policy operation on recorded_bodies to bulkhead_operator using (true);

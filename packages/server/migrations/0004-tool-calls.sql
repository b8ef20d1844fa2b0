-- One row per executed operation: ids, names that a definition declares, sizes and times. No payload, so it
-- may outlive its workspace until retention deletes it.
create table tool_calls (
  organization_id uuid not null,
  -- UUIDv7 of the moment in `at`, so that its order is the order of time.
  call_id uuid not null,
  at timestamptz not null,
  workspace_id uuid,
  connector_id uuid,
  definition_id uuid,
  entity text,
  action text,
  status text not null check (status in ('success', 'error')),
  code text,
  upstream_status integer,
  duration_ms integer not null,
  upstream_ms integer,
  request_bytes integer,
  response_bytes integer,
  request_id uuid not null,
  application_id uuid not null,
  token_kind text not null check (token_kind in ('application', 'scoped', 'narrowed')),
  primary key (organization_id, call_id)
);
create index tool_calls_workspace on tool_calls (organization_id, workspace_id, call_id);
create index tool_calls_connector on tool_calls (organization_id, connector_id, call_id);
create index tool_calls_age on tool_calls (organization_id, at);

create index audit_records_age on audit_records (organization_id, recorded_at);

-- The removal job locks a row while it works on it, which takes the right to change one.
grant update (deleted_at) on workspace_removals to bulkhead_operator;

-- A caller's own words about a call, so they go with the workspace like everything else it was given.
create table tool_call_intents (
  organization_id uuid not null,
  call_id uuid not null,
  workspace_id uuid not null,
  intent text not null,
  primary key (organization_id, call_id),
  foreign key (organization_id, call_id) references tool_calls on delete cascade
);
create index tool_call_intents_workspace on tool_call_intents (organization_id, workspace_id);

do $$
declare
  name text;
begin
  foreach name in array array['tool_calls', 'tool_call_intents'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

grant select on tool_calls, tool_call_intents to bulkhead_workspace;
grant select, insert on tool_calls, tool_call_intents to bulkhead_organization;
grant select (organization_id, call_id, at), delete on tool_calls to bulkhead_operator;
grant select (organization_id, call_id, workspace_id), delete on tool_call_intents to bulkhead_operator;

create policy workspace_scope on tool_calls for select to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on tool_calls to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on tool_calls to bulkhead_operator using (true);

create policy workspace_scope on tool_call_intents for select to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on tool_call_intents to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and exists (
    select from workspaces w
    where w.organization_id = tool_call_intents.organization_id
      and w.workspace_id = tool_call_intents.workspace_id
  )
);
create policy operation on tool_call_intents to bulkhead_operator using (
  exists (
    select from workspace_removals r
    where r.organization_id = tool_call_intents.organization_id
      and r.workspace_id = tool_call_intents.workspace_id
  )
  and not exists (
    select from workspaces w
    where w.organization_id = tool_call_intents.organization_id
      and w.workspace_id = tool_call_intents.workspace_id
  )
);

-- Records that are only added: who did what. They hold ids and no payload, so they outlive their workspace until their
-- retention ends.
--
-- They are partitioned by the moment in their ids; see 0009. Several processes share the work of retention: each locks the rows it deletes and skips rows locked by others. Locking a
-- row takes the right to update it; the check of `operation_locks` lets nobody use that right.

create table audit_records (
  organization_id uuid not null,
  -- UUIDv7 of the server's clock.
  record_id uuid not null,
  recorded_at timestamptz not null default now(),
  event text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  code text,
  workspace_id uuid,
  subject_id uuid,
  application_id uuid,
  person_id uuid,
  token_id uuid,
  request_id uuid,
  primary key (organization_id, record_id)
) partition by range (record_id);
comment on table audit_records is 'A change or a refusal: who, what and when, by ids only.';
create index audit_records_workspace on audit_records (organization_id, workspace_id, record_id);
create index audit_records_event on audit_records (organization_id, event, record_id);
create index audit_records_refused on audit_records (organization_id, record_id) where outcome = 'refused';
create index audit_records_age on audit_records (organization_id, recorded_at);
alter table audit_records enable row level security;
alter table audit_records force row level security;

-- Nobody may change a record, and only retention deletes.
grant insert on audit_records to bulkhead_workspace;
grant select, insert on audit_records to bulkhead_organization;
grant insert, delete, select (organization_id, record_id, recorded_at), update (recorded_at) on audit_records
  to bulkhead_operator;

create policy workspace_scope on audit_records for insert to bulkhead_workspace with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on audit_records to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on audit_records for select to bulkhead_operator using (true);
create policy operation_adds on audit_records for insert to bulkhead_operator with check (true);
create policy operation_locks on audit_records for update to bulkhead_operator using (true) with check (false);
create policy operation_deletes on audit_records for delete to bulkhead_operator using (true);

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
  application_id uuid,
  person_id uuid,
  token_kind text not null check (token_kind in ('application', 'scoped', 'narrowed', 'person')),
  -- The interface that the call came by.
  source text not null check (source in ('http', 'mcp')),
  primary key (organization_id, call_id),
  constraint tool_calls_actor check ((application_id is null) <> (person_id is null))
) partition by range (call_id);
comment on table tool_calls is 'An executed operation: ids, names that a definition declares, sizes and times; no payload.';
create index tool_calls_workspace on tool_calls (organization_id, workspace_id, call_id);
create index tool_calls_connector on tool_calls (organization_id, connector_id, call_id);
-- Charts count the calls of a span of time by this index alone.
create index tool_calls_time on tool_calls (organization_id, at) include (status, duration_ms, upstream_ms);
-- Lists of failures skip what succeeded, which has no code.
create index tool_calls_failed on tool_calls (organization_id, call_id) where status = 'error';
create index tool_calls_code on tool_calls (organization_id, code, call_id) where code is not null;
alter table tool_calls enable row level security;
alter table tool_calls force row level security;

grant select on tool_calls to bulkhead_workspace;
grant select, insert on tool_calls to bulkhead_organization;
grant select (organization_id, call_id, at), delete, update (at) on tool_calls to bulkhead_operator;

create policy workspace_scope on tool_calls for select to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on tool_calls to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on tool_calls for select to bulkhead_operator using (true);
create policy operation_locks on tool_calls for update to bulkhead_operator using (true) with check (false);
create policy operation_deletes on tool_calls for delete to bulkhead_operator using (true);

-- The caller's own words about a call, so they go with the workspace like everything else the caller gave it. Each partition
-- refers to the one of `tool_calls` with the same bounds, on delete cascade: so both can be dropped without looking for rows
-- that refer to others.
create table tool_call_intents (
  organization_id uuid not null,
  call_id uuid not null,
  workspace_id uuid not null,
  intent text not null,
  primary key (organization_id, call_id)
) partition by range (call_id);
comment on table tool_call_intents is 'Why a call was made, in the caller''s words.';
create index tool_call_intents_workspace on tool_call_intents (organization_id, workspace_id, call_id);
alter table tool_call_intents enable row level security;
alter table tool_call_intents force row level security;

grant select on tool_call_intents to bulkhead_workspace;
grant select, insert on tool_call_intents to bulkhead_organization;
grant select (organization_id, call_id, workspace_id), delete on tool_call_intents to bulkhead_operator;

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
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = tool_call_intents.organization_id
      and w.workspace_id = tool_call_intents.workspace_id
  )
);
create policy operation on tool_call_intents to bulkhead_operator using (
  workspace_id = (
    select r.workspace_id from workspace_removals r
    where r.organization_id = tool_call_intents.organization_id
      and r.workspace_id = tool_call_intents.workspace_id
  )
  and (
    select w.workspace_id from workspaces w
    where w.organization_id = tool_call_intents.organization_id
      and w.workspace_id = tool_call_intents.workspace_id
  ) is null
);

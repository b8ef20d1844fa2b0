-- Whatever takes rights away, and whatever changes a connector, writes a row here in its own transaction. Each
-- process reads the rows that its last snapshot did not show, so no row is missed in whatever order transactions
-- commit.
create table revocations (
  organization_id uuid not null,
  revocation_id uuid not null,
  kind text not null check (kind in ('token', 'workspace', 'application', 'organization', 'connector')),
  subject_id uuid not null,
  -- Tokens that carry an older epoch of the subject are dead; null says that all of them are.
  epoch integer,
  transaction_id xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null default now(),
  primary key (organization_id, revocation_id)
);
create index revocations_transaction on revocations (transaction_id);
create index revocations_age on revocations (created_at);

-- Who changed what, and who was refused. Ids only, so that it outlives what it speaks of.
create table audit_records (
  organization_id uuid not null,
  record_id uuid not null,
  recorded_at timestamptz not null default now(),
  event text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  code text,
  workspace_id uuid,
  subject_id uuid,
  application_id uuid,
  token_id uuid,
  request_id uuid,
  primary key (organization_id, record_id)
);
create index audit_records_workspace on audit_records (organization_id, workspace_id, record_id);

do $$
declare
  name text;
begin
  foreach name in array array['revocations', 'audit_records'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

grant insert on revocations to bulkhead_workspace, bulkhead_organization;
grant select on revocations to bulkhead_authenticator;
grant select, insert, delete on revocations to bulkhead_operator;

-- A scoped token takes back nothing but itself. That a connector changed only makes processes read it again.
create policy workspace_scope on revocations for insert to bulkhead_workspace with check (
  organization_id = (select current_setting('app.organization_id')::uuid) and kind in ('token', 'connector')
);
create policy organization_scope on revocations for insert to bulkhead_organization with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
);
-- Every process has to know of every revocation; the rows hold ids and nothing else.
create policy authentication on revocations for select to bulkhead_authenticator using (true);
create policy operation on revocations to bulkhead_operator using (true);

-- Inserted only: nobody may change a record, and only retention deletes.
grant insert on audit_records to bulkhead_workspace;
grant select, insert on audit_records to bulkhead_organization;
grant insert, delete, select (organization_id, record_id, recorded_at) on audit_records to bulkhead_operator;

create policy workspace_scope on audit_records for insert to bulkhead_workspace with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on audit_records to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on audit_records to bulkhead_operator using (true);

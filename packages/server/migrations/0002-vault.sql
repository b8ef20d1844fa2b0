-- Keys: the versions of the KEK, and what is wrapped or sealed under them.

-- Versions of the KEK ------------------------------------------------------------------------------------------------

-- A version is retired by deleting its proof. Foreign keys refuse that while anything is wrapped under it, and refuse from
-- then on what a process with an old setting would wrap under it: its key may be gone.
create table keyring_versions (
  version integer primary key,
  -- Opens only under the right key, so that a wrong key is noticed at start.
  proof bytea not null,
  created_at timestamptz not null default now()
);
comment on table keyring_versions is 'A proof of one KEK version in use.';
alter table keyring_versions enable row level security;
alter table keyring_versions force row level security;
grant select, insert, delete on keyring_versions to bulkhead_operator;
create policy operation on keyring_versions to bulkhead_operator using (true);

-- Their numbers are not used again: a new proof would take a stale setting for a key that still has to be kept.
create table retired_kek_versions (
  version integer primary key,
  retired_at timestamptz not null default now()
);
comment on table retired_kek_versions is 'A KEK version whose number is used up.';
alter table retired_kek_versions enable row level security;
alter table retired_kek_versions force row level security;
grant select, insert on retired_kek_versions to bulkhead_operator;
create policy operation on retired_kek_versions to bulkhead_operator using (true);

-- Data keys ----------------------------------------------------------------------------------------------------------

-- The operator changes what wraps a data key and no other column: it can neither give a key to another tenant nor read one.
create table organization_keys (
  organization_id uuid primary key references organizations,
  kek_version integer not null references keyring_versions,
  wrapped_dek bytea not null
);
comment on table organization_keys is 'The wrapped DEK of an organization.';
alter table organization_keys enable row level security;
alter table organization_keys force row level security;
grant select on organization_keys to bulkhead_organization;
grant select, insert, update (kek_version, wrapped_dek) on organization_keys to bulkhead_operator;
create policy organization_scope on organization_keys to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on organization_keys to bulkhead_operator using (true);

-- A table of its own: deleting its row destroys the key, and its pages are vacuumed soon.
create table workspace_keys (
  organization_id uuid not null,
  workspace_id uuid not null,
  kek_version integer not null references keyring_versions,
  wrapped_dek bytea not null,
  primary key (organization_id, workspace_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
comment on table workspace_keys is 'The wrapped DEK of a workspace.';
alter table workspace_keys enable row level security;
alter table workspace_keys force row level security;
grant select on workspace_keys to bulkhead_workspace;
grant select, insert, delete on workspace_keys to bulkhead_organization;
grant select, insert, update (kek_version, wrapped_dek) on workspace_keys to bulkhead_operator;
create policy workspace_scope on workspace_keys to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on workspace_keys to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on workspace_keys to bulkhead_operator using (true);

-- Secrets of the server itself ---------------------------------------------------------------------------------------

create table server_secrets (
  purpose text primary key,
  kek_version integer not null references keyring_versions,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
comment on table server_secrets is 'A sealed secret of the server itself, such as the one that signs session cookies.';
alter table server_secrets enable row level security;
alter table server_secrets force row level security;
grant select on server_secrets to bulkhead_authenticator;
grant select, insert, update (kek_version, sealed) on server_secrets to bulkhead_operator;
create policy authentication on server_secrets for select to bulkhead_authenticator using (true);
create policy operation on server_secrets to bulkhead_operator using (true);

-- Runs as bulkhead_owner with search_path = bulkhead.
--
-- Who may see what is decided here and nowhere else. A policy reads its settings without `missing_ok`:
-- a transaction that never said who it acts for raises instead of seeing nothing or everything.

revoke all on schema bulkhead from public;
grant usage on schema bulkhead
  to bulkhead_workspace, bulkhead_organization, bulkhead_authenticator, bulkhead_operator;

create table organizations (
  organization_id uuid primary key,
  name text not null,
  epoch integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table organization_keys (
  organization_id uuid primary key references organizations,
  kek_version integer not null,
  wrapped_dek bytea not null
);

create table workspaces (
  organization_id uuid not null references organizations,
  workspace_id uuid not null,
  name text collate "C" not null,
  -- The name in lower case by Unicode's rules, folded by the server: engines differ in their locales.
  name_folded text collate "C" not null,
  status text not null default 'active' check (status in ('active', 'inactive')),
  cache_enabled boolean,
  visibility text not null default 'shared' check (visibility in ('shared', 'private')),
  color text,
  epoch integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, workspace_id),
  constraint workspaces_name unique (organization_id, name)
);

-- A table of its own: deleting its row destroys the key, and its pages are vacuumed soon.
create table workspace_keys (
  organization_id uuid not null,
  workspace_id uuid not null,
  kek_version integer not null,
  wrapped_dek bytea not null,
  primary key (organization_id, workspace_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);

-- Deleted workspaces whose rows are still to be removed. No foreign key ties rows to `workspaces`: they
-- outlive it, unseen, until the removal job has deleted them.
create table workspace_removals (
  organization_id uuid not null,
  workspace_id uuid not null,
  deleted_at timestamptz not null default now(),
  primary key (organization_id, workspace_id)
);

create table connectors (
  organization_id uuid not null,
  workspace_id uuid not null,
  connector_id uuid not null,
  definition_id uuid not null,
  name text not null,
  auth_option text not null,
  settings jsonb not null,
  base_url text,
  entities jsonb,
  status text not null default 'ready' check (status in ('ready', 'needs_reauthentication')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, workspace_id, connector_id),
  unique (organization_id, connector_id)
);

create table connector_credentials (
  organization_id uuid not null,
  workspace_id uuid not null,
  connector_id uuid not null,
  purpose text not null check (purpose in ('api', 'refresh')),
  origins text[] not null,
  sealed bytea not null,
  sealed_at timestamptz not null default now(),
  primary key (organization_id, workspace_id, connector_id, purpose),
  foreign key (organization_id, workspace_id, connector_id) references connectors on delete cascade
);

create table applications (
  organization_id uuid not null references organizations,
  application_id uuid not null,
  name text not null,
  client_id text collate "C" not null unique,
  epoch integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (organization_id, application_id)
);

create table application_secrets (
  organization_id uuid not null,
  application_id uuid not null,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, application_id, secret_hash),
  foreign key (organization_id, application_id) references applications on delete cascade
);

create table signing_keys (
  key_id text primary key,
  public_jwk jsonb not null,
  kek_version integer not null,
  sealed_private_jwk bytea not null,
  created_at timestamptz not null default now()
);

-- One proof per KEK version in use: it opens only under the right key, so a wrong key is noticed at start.
create table keyring_versions (
  version integer primary key,
  proof bytea not null,
  created_at timestamptz not null default now()
);

-- FORCE: the owner is confined too, so nothing but a role below ever reads a row.
do $$
declare
  name text;
begin
  foreach name in array array[
    'organizations', 'organization_keys', 'workspaces', 'workspace_keys', 'workspace_removals', 'connectors',
    'connector_credentials', 'applications', 'application_secrets', 'signing_keys', 'keyring_versions'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

-- One workspace -----------------------------------------------------------------------------------------

grant select on workspaces, workspace_keys to bulkhead_workspace;
grant select, insert, update, delete on connectors, connector_credentials to bulkhead_workspace;

create policy workspace_scope on workspaces to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy workspace_scope on workspace_keys to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
-- The scope is read from the living workspace, so rows of a deleted one are out of reach at once.
create policy workspace_scope on connectors to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy workspace_scope on connector_credentials to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);

-- One organization --------------------------------------------------------------------------------------

grant select on organizations, organization_keys, applications to bulkhead_organization;
grant select, insert, delete on workspaces to bulkhead_organization;
grant update (name, name_folded, status, cache_enabled, color, epoch, updated_at) on workspaces
  to bulkhead_organization;
grant select, insert, delete on workspace_keys to bulkhead_organization;
grant insert on workspace_removals to bulkhead_organization;
grant select, insert, update, delete on connectors, connector_credentials to bulkhead_organization;

do $$
declare
  name text;
begin
  foreach name in array array[
    'organizations', 'organization_keys', 'applications', 'workspaces', 'workspace_keys', 'workspace_removals'
  ] loop
    execute format(
      'create policy organization_scope on %I to bulkhead_organization
         using (organization_id = (select current_setting(''app.organization_id'')::uuid))', name);
  end loop;
  foreach name in array array['connectors', 'connector_credentials'] loop
    execute format(
      'create policy organization_scope on %1$I to bulkhead_organization using (
         organization_id = (select current_setting(''app.organization_id'')::uuid)
         and exists (
           select from workspaces w
           where w.organization_id = %1$I.organization_id and w.workspace_id = %1$I.workspace_id
         )
       )', name);
  end loop;
end
$$;

-- Authentication: what must be read before anyone is known ------------------------------------------------

grant select (organization_id, application_id, client_id, epoch) on applications to bulkhead_authenticator;
grant select (organization_id, application_id, secret_hash) on application_secrets to bulkhead_authenticator;
grant select (organization_id, epoch) on organizations to bulkhead_authenticator;
grant select (organization_id, workspace_id, epoch) on workspaces to bulkhead_authenticator;
grant select on signing_keys to bulkhead_authenticator;

create policy authentication on applications for select to bulkhead_authenticator using (true);
create policy authentication on application_secrets for select to bulkhead_authenticator using (true);
create policy authentication on organizations for select to bulkhead_authenticator
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy authentication on workspaces for select to bulkhead_authenticator
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy authentication on signing_keys for select to bulkhead_authenticator using (true);

-- The operator: makes organizations, keeps keys, removes what was deleted ---------------------------------

grant select, insert on organizations, applications, workspaces, signing_keys, keyring_versions
  to bulkhead_operator;
grant insert on organization_keys, workspace_keys to bulkhead_operator;
grant update (epoch) on applications to bulkhead_operator;
grant select (organization_id, application_id, secret_hash), insert, delete on application_secrets
  to bulkhead_operator;
grant delete on signing_keys to bulkhead_operator;
grant select, delete on workspace_removals to bulkhead_operator;
-- Nothing changes it: without this right no row can be locked.
grant update (deleted_at) on workspace_removals to bulkhead_operator;
grant select (organization_id, workspace_id, connector_id), delete on connectors to bulkhead_operator;

do $$
declare
  name text;
begin
  foreach name in array array[
    'organizations', 'applications', 'application_secrets', 'workspaces', 'signing_keys', 'keyring_versions',
    'organization_keys', 'workspace_keys', 'workspace_removals'
  ] loop
    execute format('create policy operation on %I to bulkhead_operator using (true)', name);
  end loop;
end
$$;
-- It reaches the connectors of deleted workspaces and of no others: a removal alone is no proof of deletion.
create policy operation on connectors to bulkhead_operator using (
  exists (
    select from workspace_removals r
    where r.organization_id = connectors.organization_id and r.workspace_id = connectors.workspace_id
  )
  and not exists (
    select from workspaces w
    where w.organization_id = connectors.organization_id and w.workspace_id = connectors.workspace_id
  )
);

-- Postgres 17 lets a role vacuum without owning; before, autovacuum does it by the setting above.
do $$
begin
  if current_setting('server_version_num')::integer >= 170000 then
    execute 'grant maintain on workspace_keys, connector_credentials to bulkhead_operator';
  end if;
end
$$;

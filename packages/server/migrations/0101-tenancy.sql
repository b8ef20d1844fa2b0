-- Runs as bulkhead_owner with search_path = bulkhead. Which role sees which row is said by 0107-policies.sql, and nowhere else.
-- The numbers begin at 101: databases from before version 0.1.0 have lower ones.
--
-- The organization leads every key of a tenant's table. Rows found before the tenant is known (a client id, the hash of a
-- state or of a link) have a unique index of their own.

revoke all on schema bulkhead from public;
grant usage on schema bulkhead
  to bulkhead_workspace, bulkhead_organization, bulkhead_member, bulkhead_authenticator, bulkhead_operator;

-- Keys -----------------------------------------------------------------------------------------------------------------

-- A version of the KEK is retired by deleting its proof. Foreign keys refuse that while anything is wrapped under it, and
-- refuse from then on what a process with an old setting would wrap under it: its key may be gone.
create table keyring_versions (
  version integer primary key,
  -- Opens only under the right key, so that a wrong key is noticed at start.
  proof bytea not null,
  created_at timestamptz not null default now(),
  -- Of a version that a key service keeps. Null for a version whose key is in the settings of the servers.
  wrapped_key text
);
comment on table keyring_versions is 'A proof of one KEK version in use.';
grant select, insert, delete, update (wrapped_key) on keyring_versions to bulkhead_operator;

-- Their numbers are not used again: a new proof would take a stale setting for a key that still has to be kept.
create table retired_kek_versions (
  version integer primary key,
  retired_at timestamptz not null default now()
);
comment on table retired_kek_versions is 'A KEK version whose number is used up.';
grant select, insert on retired_kek_versions to bulkhead_operator;

create table server_secrets (
  purpose text primary key,
  kek_version integer not null references keyring_versions,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
comment on table server_secrets is 'A sealed secret of the server itself, such as the one that signs session cookies.';
grant select on server_secrets to bulkhead_authenticator;
grant select, insert, update (kek_version, sealed) on server_secrets to bulkhead_operator;

-- Organizations --------------------------------------------------------------------------------------------------------

create table organizations (
  organization_id uuid primary key,
  name text not null,
  -- Tokens that carry an older epoch are rejected.
  epoch integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  create_workspaces boolean not null default true,
  redirect_origins text[] not null default '{}',
  audit_retention_days integer not null default 400 check (audit_retention_days between 1 and 3650),
  tool_call_retention_days integer not null default 90 check (tool_call_retention_days between 1 and 3650),
  -- Quotas of the operator; null is no limit, for definitions what the server allows.
  max_workspaces integer check (max_workspaces >= 0),
  max_connectors integer check (max_connectors >= 0),
  requests_per_second integer check (requests_per_second >= 1),
  max_body_bytes integer check (max_body_bytes >= 1),
  max_definitions integer check (max_definitions between 0 and 1000),
  -- Each change of its definitions counts it up. 0: it never had any, so that nobody has to look.
  definitions_version integer not null default 0
);
comment on table organizations is 'An account: its settings and quotas.';
-- The longest retention of all organizations decides which partitions are dropped.
create index organizations_audit_retention on organizations (audit_retention_days);
create index organizations_tool_call_retention on organizations (tool_call_retention_days);

grant select, update (
  name, create_workspaces, redirect_origins, audit_retention_days, tool_call_retention_days, updated_at, definitions_version
) on organizations to bulkhead_organization;
grant select (organization_id, epoch) on organizations to bulkhead_authenticator;
-- The organization reads its quotas and cannot change them.
grant select, insert, update (max_workspaces, max_connectors, requests_per_second, max_body_bytes, max_definitions)
  on organizations to bulkhead_operator;

-- The operator changes what wraps a data key and no other column: it can neither give a key to another tenant nor read one.
create table organization_keys (
  organization_id uuid primary key references organizations,
  kek_version integer not null references keyring_versions,
  wrapped_dek bytea not null
);
comment on table organization_keys is 'The wrapped DEK of an organization.';
grant select on organization_keys to bulkhead_organization;
grant select, insert, update (kek_version, wrapped_dek) on organization_keys to bulkhead_operator;

create table organization_branding (
  organization_id uuid primary key references organizations,
  name text,
  color_light text,
  color_dark text,
  support_url text,
  privacy_url text,
  -- Encoded by this server, from pixels.
  logo bytea,
  -- Hex of its SHA-256, by which pages ask for it.
  logo_sha256 text,
  updated_at timestamptz not null default now(),
  check ((logo is null) = (logo_sha256 is null))
);
comment on table organization_branding is 'How the connect page of an organization looks: name, colors, links, logo.';
create index organization_branding_logo on organization_branding (logo_sha256) where logo is not null;
grant select, insert, update, delete on organization_branding to bulkhead_organization;
-- A browser that shows a page asks by hash, before anyone is known. Whoever has the hash has seen the logo.
grant select (logo, logo_sha256) on organization_branding to bulkhead_authenticator;

-- Workspaces -----------------------------------------------------------------------------------------------------------

-- Current names and aliases share a table, so that one key keeps them apart.
create table workspace_names (
  organization_id uuid not null,
  name text collate "C" not null,
  workspace_id uuid not null,
  claimed_at timestamptz not null default now(),
  primary key (organization_id, name),
  constraint workspace_names_holder unique (organization_id, workspace_id, name)
);
comment on table workspace_names is 'A current name or an alias of a workspace.';
grant select on workspace_names to bulkhead_workspace, bulkhead_member;
-- No right to change which workspace has a name. The right to update `claimed_at` is the right to lock a name.
grant select, insert, delete, update (claimed_at) on workspace_names to bulkhead_organization;
grant insert on workspace_names to bulkhead_operator;

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
  -- Within a minute of the last call; 1970 if there was none, since an index compares no null.
  last_call_at timestamptz not null default '1970-01-01T00:00:00Z',
  primary key (organization_id, workspace_id),
  -- The current name is one that the workspace holds. Names are unique, so current names are too.
  constraint workspaces_name_held foreign key (organization_id, workspace_id, name)
    references workspace_names (organization_id, workspace_id, name)
);
comment on table workspaces is 'A workspace: the boundary of isolation.';
create index workspaces_name on workspaces (organization_id, name_folded, workspace_id);
create index workspaces_inactive on workspaces (organization_id, workspace_id) where status = 'inactive';
create index workspaces_last_call on workspaces (organization_id, last_call_at, workspace_id);
grant select on workspaces to bulkhead_workspace, bulkhead_member;
grant select, insert, delete, update (name, name_folded, status, cache_enabled, color, epoch, updated_at, last_call_at)
  on workspaces to bulkhead_organization;
-- A manager ends the tokens of a workspace.
grant update (epoch) on workspaces to bulkhead_member;
grant select (organization_id, workspace_id, epoch) on workspaces to bulkhead_authenticator;
grant select, insert on workspaces to bulkhead_operator;

-- A table of its own: deleting its row destroys the key, and its pages are vacuumed soon.
create table workspace_keys (
  organization_id uuid not null,
  workspace_id uuid not null,
  kek_version integer not null references keyring_versions,
  wrapped_dek bytea not null,
  primary key (organization_id, workspace_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
comment on table workspace_keys is 'The wrapped DEK of a workspace.';
grant select on workspace_keys to bulkhead_workspace, bulkhead_member;
grant select, insert, delete on workspace_keys to bulkhead_organization;
grant select, insert, update (kek_version, wrapped_dek) on workspace_keys to bulkhead_operator;

-- Rows of a workspace refer to it by no foreign key: they outlive it, out of reach of every policy, until the removal job
-- has deleted them.
create table workspace_removals (
  organization_id uuid not null,
  workspace_id uuid not null,
  deleted_at timestamptz not null default now(),
  -- From then on the removal waits until no transaction can add a row.
  emptied_at timestamptz,
  primary key (organization_id, workspace_id)
);
comment on table workspace_removals is 'A deleted workspace whose rows are still to be removed.';
create index workspace_removals_due on workspace_removals (deleted_at) where emptied_at is null;
create index workspace_removals_emptied on workspace_removals (deleted_at) where emptied_at is not null;
grant insert on workspace_removals to bulkhead_organization;
-- Nothing changes `deleted_at`: the right to update is the right to lock, which the removal job needs.
grant select, delete, update (deleted_at, emptied_at) on workspace_removals to bulkhead_operator;

-- Runs as bulkhead_owner with search_path = bulkhead.
--
-- Policies decide here, and nowhere else, which role sees which row. A policy reads its settings without `missing_ok`: a
-- transaction that never stated its tenant raises instead of seeing nothing or everything. FORCE confines the owner too, so
-- that only the roles named below read a row.
--
-- The organization leads every key of a tenant's table. Rows found before the tenant is known (a client id, the hash of a
-- state or of a link) have a unique index of their own.

revoke all on schema bulkhead from public;
grant usage on schema bulkhead
  to bulkhead_workspace, bulkhead_organization, bulkhead_authenticator, bulkhead_operator;

-- Organizations ----------------------------------------------------------------------------------------------------

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
  -- Quotas of the operator; null is no limit.
  max_workspaces integer check (max_workspaces >= 0),
  max_connectors integer check (max_connectors >= 0),
  requests_per_second integer check (requests_per_second >= 1),
  max_body_bytes integer check (max_body_bytes >= 1)
);
comment on table organizations is 'An account: its settings and quotas.';
-- The longest retention of all organizations decides which partitions are dropped.
create index organizations_audit_retention on organizations (audit_retention_days);
create index organizations_tool_call_retention on organizations (tool_call_retention_days);
alter table organizations enable row level security;
alter table organizations force row level security;

grant select, update (
  name, create_workspaces, redirect_origins, audit_retention_days, tool_call_retention_days, updated_at
) on organizations to bulkhead_organization;
grant select (organization_id, epoch) on organizations to bulkhead_authenticator;
-- The organization reads its quotas and cannot change them.
grant select, insert, update (max_workspaces, max_connectors, requests_per_second, max_body_bytes) on organizations
  to bulkhead_operator;

create policy organization_scope on organizations to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy authentication on organizations for select to bulkhead_authenticator
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on organizations to bulkhead_operator using (true);

-- Names: current ones and aliases share a table, so that one key keeps them apart ------------------------------------

create table workspace_names (
  organization_id uuid not null,
  name text collate "C" not null,
  workspace_id uuid not null,
  claimed_at timestamptz not null default now(),
  primary key (organization_id, name),
  constraint workspace_names_holder unique (organization_id, workspace_id, name)
);
comment on table workspace_names is 'A current name or an alias of a workspace.';
alter table workspace_names enable row level security;
alter table workspace_names force row level security;

grant select on workspace_names to bulkhead_workspace;
-- No right to change which workspace has a name. The right to update `claimed_at` is the right to lock a name.
grant select, insert, delete, update (claimed_at) on workspace_names to bulkhead_organization;
grant insert on workspace_names to bulkhead_operator;

create policy workspace_scope on workspace_names to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on workspace_names to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on workspace_names to bulkhead_operator using (true);

-- Workspaces ---------------------------------------------------------------------------------------------------------

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
  -- The current name is one that the workspace holds. Names are unique, so current names are too.
  constraint workspaces_name_held foreign key (organization_id, workspace_id, name)
    references workspace_names (organization_id, workspace_id, name)
);
comment on table workspaces is 'A workspace: the boundary of isolation.';
create index workspaces_inactive on workspaces (organization_id, workspace_id) where status = 'inactive';
alter table workspaces enable row level security;
alter table workspaces force row level security;

grant select on workspaces to bulkhead_workspace;
grant select, insert, delete, update (name, name_folded, status, cache_enabled, color, epoch, updated_at) on workspaces
  to bulkhead_organization;
grant select (organization_id, workspace_id, epoch) on workspaces to bulkhead_authenticator;
grant select, insert on workspaces to bulkhead_operator;

create policy workspace_scope on workspaces to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on workspaces to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy authentication on workspaces for select to bulkhead_authenticator
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on workspaces to bulkhead_operator using (true);

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
alter table workspace_removals enable row level security;
alter table workspace_removals force row level security;

grant insert on workspace_removals to bulkhead_organization;
-- Nothing changes `deleted_at`: the right to update is the right to lock, which the removal job needs.
grant select, delete, update (deleted_at, emptied_at) on workspace_removals to bulkhead_operator;

create policy organization_scope on workspace_removals to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on workspace_removals to bulkhead_operator using (true);

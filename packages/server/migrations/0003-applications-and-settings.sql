-- Applications: two secrets at once, so that one replaces the other without a gap ---------------------------

alter table application_secrets add column secret_id uuid not null default gen_random_uuid();
alter table application_secrets alter column secret_id drop default;
alter table application_secrets drop constraint application_secrets_pkey;
alter table application_secrets add primary key (organization_id, application_id, secret_id);

-- To the minute: it is written at most that often.
alter table applications add column last_used_at timestamptz;

grant insert, delete, update (epoch, last_used_at) on applications to bulkhead_organization;
-- Everything but the hash, which only authentication reads.
grant select (organization_id, application_id, secret_id, created_at), insert, delete on application_secrets
  to bulkhead_organization;

create policy organization_scope on application_secrets to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

-- Settings of an organization ------------------------------------------------------------------------------

alter table organizations
  add column create_workspaces boolean not null default true,
  add column redirect_origins text[] not null default '{}',
  add column audit_retention_days integer not null default 400
    check (audit_retention_days between 1 and 3650),
  add column tool_call_retention_days integer not null default 90
    check (tool_call_retention_days between 1 and 3650);

grant update (
  name, create_workspaces, redirect_origins, audit_retention_days, tool_call_retention_days, updated_at
) on organizations to bulkhead_organization;

-- Names of workspaces: current ones and aliases share one table, so that its key keeps them apart -----------

create table workspace_names (
  organization_id uuid not null,
  name text collate "C" not null,
  workspace_id uuid not null,
  claimed_at timestamptz not null default now(),
  primary key (organization_id, name),
  constraint workspace_names_holder unique (organization_id, workspace_id, name)
);

-- FORCE hides all rows from the owner too: a copy of no rows would go unnoticed.
alter table workspaces no force row level security;
insert into workspace_names (organization_id, name, workspace_id)
  select organization_id, name, workspace_id from workspaces;
-- The current name of a workspace is one that it holds; names that are held are unique, so this one is too.
alter table workspaces drop constraint workspaces_name;
alter table workspaces add constraint workspaces_name_held
  foreign key (organization_id, workspace_id, name)
  references workspace_names (organization_id, workspace_id, name);
alter table workspaces force row level security;

alter table workspace_names enable row level security;
alter table workspace_names force row level security;

grant select on workspace_names to bulkhead_workspace;
-- No right to change whose a name is. `claimed_at` is there to lock a name that someone has.
grant select, insert, delete, update (claimed_at) on workspace_names to bulkhead_organization;
grant insert on workspace_names to bulkhead_operator;

create policy workspace_scope on workspace_names to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on workspace_names to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on workspace_names to bulkhead_operator using (true);

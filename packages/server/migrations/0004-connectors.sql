-- Connectors, their credentials and their tokens.
--
-- Policies compare the workspace with one value read from `workspaces`, so that rows of a deleted workspace are out of reach
-- at once. EXISTS could be run once for all rows, as a hash of every workspace of the organization; a comparison with one
-- value is looked up by index, row by row.

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
comment on table connectors is 'A connector: the settings of one service in one workspace.';
alter table connectors enable row level security;
alter table connectors force row level security;

grant select, insert, update, delete on connectors to bulkhead_workspace, bulkhead_organization;
grant select (organization_id, workspace_id, connector_id), delete on connectors to bulkhead_operator;

create policy workspace_scope on connectors to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on connectors to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = connectors.organization_id and w.workspace_id = connectors.workspace_id
  )
);
-- The operator reaches connectors of deleted workspaces and no others: a removal alone is no proof of deletion.
create policy operation on connectors to bulkhead_operator using (
  workspace_id = (
    select r.workspace_id from workspace_removals r
    where r.organization_id = connectors.organization_id and r.workspace_id = connectors.workspace_id
  )
  and (
    select w.workspace_id from workspaces w
    where w.organization_id = connectors.organization_id and w.workspace_id = connectors.workspace_id
  ) is null
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
comment on table connector_credentials is 'Sealed credentials of a connector.';
alter table connector_credentials enable row level security;
alter table connector_credentials force row level security;

grant select, insert, update, delete on connector_credentials to bulkhead_workspace, bulkhead_organization;

create policy workspace_scope on connector_credentials to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on connector_credentials to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = connector_credentials.organization_id
      and w.workspace_id = connector_credentials.workspace_id
  )
);

-- One row per connector that can obtain new tokens. The tokens themselves are sealed in `connector_credentials`.
create table connector_tokens (
  organization_id uuid not null,
  workspace_id uuid not null,
  connector_id uuid not null,
  -- Whose client asks for tokens: that of the credentials, or the organization's, which is sealed elsewhere.
  client text not null check (client in ('own', 'organization')),
  -- Raised whenever other tokens are stored: a renewal replaces the tokens it started from and no others.
  generation integer not null default 1,
  -- When the service issued them; null for tokens that the owner gave.
  obtained_at timestamptz,
  -- From then on a call waits for new ones; null if the service did not say.
  usable_until timestamptz,
  -- From then on they are renewed ahead of time.
  refresh_at timestamptz,
  -- The process that renews them. A process that died leaves a lease that ends.
  lease_id uuid,
  lease_process uuid,
  leased_until timestamptz,
  -- Attempts since the last that succeeded.
  failures integer not null default 0,
  failing_since timestamptz,
  retry_at timestamptz,
  -- A word of ours or of the standard, never a text of a third party.
  failure text,
  primary key (organization_id, workspace_id, connector_id),
  foreign key (organization_id, workspace_id, connector_id) references connectors on delete cascade
);
comment on table connector_tokens is 'When the tokens of a connector expire, and which process renews them; no token.';
create index connector_tokens_due on connector_tokens (refresh_at) where refresh_at is not null;
alter table connector_tokens enable row level security;
alter table connector_tokens force row level security;

grant select, insert, update, delete on connector_tokens to bulkhead_workspace, bulkhead_organization;
-- The job finds which tokens are due, and puts off those it has handed on.
grant select (organization_id, workspace_id, connector_id, generation, refresh_at), update (refresh_at)
  on connector_tokens to bulkhead_operator;

create policy workspace_scope on connector_tokens to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on connector_tokens to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = connector_tokens.organization_id and w.workspace_id = connector_tokens.workspace_id
  )
);
create policy operation on connector_tokens to bulkhead_operator using (true);

-- Postgres 17 lets a role vacuum without owning; before, autovacuum does it by the settings of `workspace_keys`.
do $$
begin
  if current_setting('server_version_num')::integer >= 170000 then
    execute 'grant maintain on workspace_keys, connector_credentials to bulkhead_operator';
  end if;
end
$$;

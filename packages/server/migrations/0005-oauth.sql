-- OAuth: an organization's clients, authorizations in progress, and tokens that wait for a connector.

create table oauth_clients (
  organization_id uuid not null references organizations,
  definition_id uuid not null,
  oauth_client_id uuid not null,
  -- Where the client may be shown; bound into the ciphertext.
  origins text[] not null,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, definition_id)
);
comment on table oauth_clients is 'An organization''s sealed client at a service.';
alter table oauth_clients enable row level security;
alter table oauth_clients force row level security;
grant select, insert, update, delete on oauth_clients to bulkhead_organization;
create policy organization_scope on oauth_clients to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

create table oauth_flows (
  organization_id uuid not null,
  workspace_id uuid not null,
  flow_id uuid not null,
  -- Hash of the state that the browser brings back; whoever deletes the row has used it up.
  state_hash bytea not null unique,
  -- The token that began it, an application's or a person's, and all it rests on must still be valid when the browser
  -- comes back.
  application_id uuid,
  person_id uuid,
  session_id uuid,
  token_id uuid not null,
  parent_id uuid,
  secret_id uuid,
  organization_epoch integer not null,
  application_epoch integer,
  workspace_epoch integer,
  -- Code verifier, settings and where the browser goes afterwards.
  sealed bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organization_id, workspace_id, flow_id),
  check ((application_id is null) = (person_id is not null)),
  check ((person_id is null) = (session_id is null))
);
comment on table oauth_flows is 'An authorization in progress, for 10 minutes.';
create index oauth_flows_age on oauth_flows (expires_at);
alter table oauth_flows enable row level security;
alter table oauth_flows force row level security;

grant select, insert, update, delete on oauth_flows to bulkhead_workspace, bulkhead_organization;
-- A browser that comes back brings a state and nothing else; `sealed` is not read here.
grant select (
  organization_id, workspace_id, flow_id, state_hash, application_id, person_id, session_id, token_id, parent_id,
  secret_id, organization_epoch, application_epoch, workspace_epoch, expires_at
) on oauth_flows to bulkhead_authenticator;
grant select (organization_id, workspace_id, flow_id, expires_at), delete on oauth_flows to bulkhead_operator;

create policy workspace_scope on oauth_flows to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on oauth_flows to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = oauth_flows.organization_id and w.workspace_id = oauth_flows.workspace_id
  )
);
create policy authentication on oauth_flows for select to bulkhead_authenticator using (true);
create policy operation on oauth_flows to bulkhead_operator using (true);

create table oauth_secrets (
  organization_id uuid not null,
  workspace_id uuid not null,
  oauth_secret_id uuid not null,
  secret_hash bytea not null,
  definition_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organization_id, workspace_id, oauth_secret_id),
  unique (organization_id, secret_hash)
);
comment on table oauth_secrets is 'Sealed tokens of an authorization that has no connector yet, for 10 minutes.';
create index oauth_secrets_age on oauth_secrets (expires_at);
alter table oauth_secrets enable row level security;
alter table oauth_secrets force row level security;

grant select, insert, update, delete on oauth_secrets to bulkhead_workspace, bulkhead_organization;
grant select (organization_id, workspace_id, oauth_secret_id, expires_at), delete on oauth_secrets
  to bulkhead_operator;

create policy workspace_scope on oauth_secrets to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on oauth_secrets to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = oauth_secrets.organization_id and w.workspace_id = oauth_secrets.workspace_id
  )
);
create policy operation on oauth_secrets to bulkhead_operator using (true);

-- Tokens that the server renews by itself --------------------------------------------------------------------

-- One row per connector that can get new tokens. The tokens themselves are sealed in `connector_credentials`; in
-- clear are times and who renews them.
create table connector_tokens (
  organization_id uuid not null,
  workspace_id uuid not null,
  connector_id uuid not null,
  -- Whose client asks for tokens: that of the credentials, or the organization's, which is sealed elsewhere.
  client text not null check (client in ('own', 'organization')),
  -- Raised whenever other tokens are stored: a renewal replaces those that it set out from and no others.
  generation integer not null default 1,
  -- When the service gave them; null for tokens that the owner gave.
  obtained_at timestamptz,
  -- From then on a call waits for new ones; null: the service did not say.
  usable_until timestamptz,
  -- From then on they are renewed ahead of time.
  refresh_at timestamptz,
  -- Who is about to renew them. A process that died leaves a lease that ends.
  lease_id uuid,
  lease_process uuid,
  leased_until timestamptz,
  -- Of attempts since the last that succeeded.
  failures integer not null default 0,
  failing_since timestamptz,
  retry_at timestamptz,
  -- A word of ours or of the standard, never a text of a third party.
  failure text,
  primary key (organization_id, workspace_id, connector_id),
  foreign key (organization_id, workspace_id, connector_id) references connectors on delete cascade
);
create index connector_tokens_due on connector_tokens (refresh_at) where refresh_at is not null;

-- An organization's own clients of third parties -----------------------------------------------------------

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

-- Authorizations under way, for ten minutes -----------------------------------------------------------------

create table oauth_flows (
  organization_id uuid not null,
  workspace_id uuid not null,
  flow_id uuid not null,
  -- Of the state that the browser brings back; whoever takes the row away has used it up.
  state_hash bytea not null unique,
  -- The token that began it, an application's or a person's, which has to count still when the browser comes back.
  application_id uuid,
  person_id uuid,
  session_id uuid,
  token_id uuid not null,
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

-- Tokens of an authorization that was to make no connector yet, for ten minutes.
create table oauth_secrets (
  organization_id uuid not null,
  workspace_id uuid not null,
  oauth_secret_id uuid not null,
  secret_hash bytea not null unique,
  definition_id uuid not null,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organization_id, workspace_id, oauth_secret_id)
);
create index oauth_flows_age on oauth_flows (expires_at);
create index oauth_secrets_age on oauth_secrets (expires_at);

do $$
declare
  name text;
begin
  foreach name in array array['connector_tokens', 'oauth_clients', 'oauth_flows', 'oauth_secrets'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
  -- Like credentials: out of reach with their workspace, at once.
  foreach name in array array['connector_tokens', 'oauth_flows', 'oauth_secrets'] loop
    execute format(
      'grant select, insert, update, delete on %I to bulkhead_workspace, bulkhead_organization', name);
    execute format(
      'create policy workspace_scope on %I to bulkhead_workspace using (
         organization_id = (select current_setting(''app.organization_id'')::uuid)
         and workspace_id = (
           select w.workspace_id from workspaces w
           where w.organization_id = current_setting(''app.organization_id'')::uuid
             and w.workspace_id = current_setting(''app.workspace_id'')::uuid
         )
       )', name);
    execute format(
      'create policy organization_scope on %1$I to bulkhead_organization using (
         organization_id = (select current_setting(''app.organization_id'')::uuid)
         and exists (
           select from workspaces w
           where w.organization_id = %1$I.organization_id and w.workspace_id = %1$I.workspace_id
         )
       )', name);
    execute format('create policy operation on %I to bulkhead_operator using (true)', name);
  end loop;
end
$$;

grant select, insert, update, delete on oauth_clients to bulkhead_organization;
create policy organization_scope on oauth_clients to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

-- Finds out which tokens are due, and puts off those it has handed on.
grant select (organization_id, workspace_id, connector_id, generation, refresh_at), update (refresh_at)
  on connector_tokens to bulkhead_operator;
grant select (organization_id, workspace_id, flow_id, expires_at), delete on oauth_flows to bulkhead_operator;
grant select (organization_id, workspace_id, oauth_secret_id, expires_at), delete on oauth_secrets
  to bulkhead_operator;

-- A browser that comes back brings a state and nothing else; what is sealed is not read here.
grant select (
  organization_id, workspace_id, flow_id, state_hash, application_id, person_id, session_id, token_id,
  organization_epoch, application_epoch, workspace_epoch, expires_at
) on oauth_flows to bulkhead_authenticator;
create policy authentication on oauth_flows for select to bulkhead_authenticator using (true);

-- Other tokens of a connector: processes read it again, and what they know of its service stays true.
alter table revocations drop constraint revocations_kind_check;
alter table revocations add constraint revocations_kind_check
  check (kind in ('token', 'workspace', 'application', 'organization', 'connector', 'refresh'));
drop policy workspace_scope on revocations;
create policy workspace_scope on revocations for insert to bulkhead_workspace with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and kind in ('token', 'connector', 'refresh')
);

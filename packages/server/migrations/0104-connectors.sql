-- Definitions of an organization, connectors with their credentials and tokens, OAuth, and connect links.

create table organization_definitions (
  organization_id uuid not null references organizations,
  -- Random, and never made of a name: no two organizations have the same one.
  definition_id uuid not null,
  slug text collate "C" not null,
  display_name text not null,
  version text not null,
  takes_client boolean not null,
  entities integer not null,
  operations integer not null,
  left_out integer not null,
  source_url text,
  -- Of the document and its overlay, as they came.
  document_bytes integer not null,
  -- Changes with the document: what was compiled of another one is not used again.
  revision uuid not null,
  -- UTF-8, compressed by gzip.
  document bytea not null,
  overlay bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, definition_id)
);
comment on table organization_definitions is 'A definition that an organization added, with its document.';
create unique index organization_definitions_slug on organization_definitions (organization_id, slug);
-- The server reads them for all of the organization's workspaces as the organization.
grant select, insert, delete, update (
  slug, display_name, version, takes_client, entities, operations, left_out, source_url, document_bytes, revision,
  document, overlay, updated_at
) on organization_definitions to bulkhead_organization;

-- Connectors -----------------------------------------------------------------------------------------------------------

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
  -- A connector that awaits confirmation is pending, and has no row in `connector_credentials`: its credential is sealed in the
  -- connect session.
  status text not null default 'ready' check (status in ('ready', 'needs_reauthentication', 'pending')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Bodies are recorded to debug a connector: opt-in, an hour at most.
  records_bodies_until timestamptz,
  -- Within a minute of the last call; 1970 if there was none, since an index compares no null.
  last_call_at timestamptz not null default '1970-01-01T00:00:00Z',
  -- Whether the last call that tells failed.
  failing boolean not null default false,
  -- The end user who gave the credential, as the application knows them.
  end_user_id text,
  end_user_email text,
  end_user_name text,
  -- The account at the service, as the check of the credential read it.
  account_id text,
  account_name text,
  -- A definition stays while a connector uses it.
  own_definition_id uuid check (own_definition_id = definition_id),
  primary key (organization_id, workspace_id, connector_id),
  unique (organization_id, connector_id),
  foreign key (organization_id, own_definition_id) references organization_definitions
);
comment on table connectors is 'A connector: the settings of one service in one workspace.';
create index connectors_attention on connectors (organization_id, connector_id)
  where failing or status = 'needs_reauthentication';
create index connectors_definition on connectors (organization_id, definition_id, connector_id);
create index connectors_last_call on connectors (organization_id, last_call_at, connector_id);
create index connectors_end_user on connectors (organization_id, end_user_id, connector_id) where end_user_id is not null;
create index connectors_account on connectors (organization_id, definition_id, account_id) where account_id is not null;
create index connectors_own_definition on connectors (organization_id, own_definition_id)
  where own_definition_id is not null;
grant select, insert, update, delete on connectors to bulkhead_workspace, bulkhead_organization, bulkhead_member;
grant select (organization_id, workspace_id, connector_id), delete on connectors to bulkhead_operator;

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
grant select, insert, update, delete on connector_credentials to bulkhead_workspace, bulkhead_organization, bulkhead_member;

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
grant select, insert, update, delete on connector_tokens to bulkhead_workspace, bulkhead_organization, bulkhead_member;
-- The job finds which tokens are due, and puts off those it has handed on.
grant select (organization_id, workspace_id, connector_id, generation, refresh_at), update (refresh_at)
  on connector_tokens to bulkhead_operator;

-- Postgres 17 lets a role vacuum without owning; before, autovacuum does it by the settings of `workspace_keys`.
do $$
begin
  if current_setting('server_version_num')::integer >= 170000 then
    execute 'grant maintain on workspace_keys, connector_credentials to bulkhead_operator';
  end if;
end
$$;

-- A row of its own, since a manager and a scoped token change connectors, and give nobody more by that.
create table connector_access (
  organization_id uuid not null,
  workspace_id uuid not null,
  connector_id uuid not null,
  -- [{"entity": …, "allow": …, "people": …}]
  rules jsonb not null,
  primary key (organization_id, workspace_id, connector_id),
  foreign key (organization_id, workspace_id, connector_id) references connectors on delete cascade
);
comment on table connector_access is 'Which entities of a connector people may read or write. Without a row: all that the connector allows.';
grant select on connector_access to bulkhead_workspace, bulkhead_member;
grant select, insert, update (rules), delete on connector_access to bulkhead_organization;

-- OAuth: clients of an organization, authorizations in progress, and tokens that wait for a connector ------------------

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
grant select, insert, update, delete on oauth_clients to bulkhead_organization;

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
  person_epoch integer,
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
grant select, insert, update, delete on oauth_flows to bulkhead_workspace, bulkhead_organization;
grant insert on oauth_flows to bulkhead_member;
-- A browser that comes back brings a state and nothing else; `sealed` is not read here.
grant select (
  organization_id, workspace_id, flow_id, state_hash, application_id, person_id, session_id, token_id, parent_id,
  secret_id, organization_epoch, application_epoch, workspace_epoch, person_epoch, expires_at
) on oauth_flows to bulkhead_authenticator;
grant select (organization_id, workspace_id, flow_id, expires_at), delete on oauth_flows to bulkhead_operator;

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
grant select, insert, update, delete on oauth_secrets to bulkhead_workspace, bulkhead_organization;
grant select, insert, delete on oauth_secrets to bulkhead_member;
grant select (organization_id, workspace_id, oauth_secret_id, expires_at), delete on oauth_secrets
  to bulkhead_operator;

-- Connect sessions: links by which a customer gives a credential -------------------------------------------------------

create table connect_sessions (
  organization_id uuid not null,
  workspace_id uuid not null,
  session_id uuid not null,
  -- Hash of the token in the link.
  token_hash bytea not null unique,
  kind text not null check (kind in ('new', 'reconnect')),
  status text not null default 'open' check (status in (
    'open', 'awaiting_confirmation', 'completed', 'failed', 'refused', 'expired', 'revoked', 'discarded'
  )),
  -- Services to choose from; null: all.
  definition_ids uuid[],
  -- The connector that came of it, or the one to reconnect.
  connector_id uuid,
  connector_name text,
  end_user_id text,
  end_user_email text,
  end_user_name text,
  allowed_origins text[] not null default '{}',
  redirect_url text,
  require_confirmation boolean not null,
  confirm_within integer not null,
  on_existing text not null check (on_existing in ('replace', 'add', 'refuse')),
  entities jsonb,
  locale text,
  -- The token or session that made it, and all it rests on, must still be valid whenever the link is used.
  application_id uuid,
  person_id uuid,
  person_session_id uuid,
  token_id uuid not null,
  parent_id uuid,
  secret_id uuid,
  organization_epoch integer not null,
  application_epoch integer,
  workspace_epoch integer not null,
  person_epoch integer,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  completed_at timestamptz,
  confirm_until timestamptz,
  ended_at timestamptz,
  error_code text,
  error_message text,
  account_id text,
  account_name text,
  previous_account_id text,
  previous_account_name text,
  -- Where the end user finished: a short name of the browser, and the network.
  browser text,
  network text,
  attempts integer not null default 0,
  -- Whether a widget token of the workspace may take it over, for clients that hand it one.
  is_lent boolean not null default false,
  -- Hash of the code that only the browser that finished has.
  confirmation_hash text,
  -- An authorization that is about to begin: the hash of its nonce, and what it is for, sealed.
  nonce_hash bytea unique,
  nonce_expires_at timestamptz,
  begun bytea,
  -- Credential that awaits confirmation, sealed under the key of the workspace.
  held bytea,
  primary key (organization_id, workspace_id, session_id),
  unique (session_id),
  check ((application_id is null) = (person_id is not null)),
  check ((person_id is null) = (person_session_id is null))
);
comment on table connect_sessions is 'A connect link and what came of it, as the hash of its token; 30 days after it ended.';
create index connect_sessions_list on connect_sessions (organization_id, session_id);
create index connect_sessions_end_user on connect_sessions (organization_id, end_user_id) where end_user_id is not null;
create index connect_sessions_expiry on connect_sessions (expires_at) where status = 'open';
create index connect_sessions_confirmation on connect_sessions (confirm_until) where status = 'awaiting_confirmation';
create index connect_sessions_held on connect_sessions (ended_at) where held is not null and ended_at is not null;
create index connect_sessions_age on connect_sessions (ended_at) where ended_at is not null;
-- Live sessions by what they rest on.
create index connect_sessions_token on connect_sessions (organization_id, token_id)
  where status in ('open', 'awaiting_confirmation');
create index connect_sessions_parent on connect_sessions (organization_id, parent_id)
  where status in ('open', 'awaiting_confirmation');
create index connect_sessions_secret on connect_sessions (organization_id, secret_id)
  where status in ('open', 'awaiting_confirmation');
create index connect_sessions_person on connect_sessions (organization_id, person_id)
  where status in ('open', 'awaiting_confirmation');
create index connect_sessions_person_session on connect_sessions (organization_id, person_session_id)
  where status in ('open', 'awaiting_confirmation');
create index connect_sessions_application on connect_sessions (organization_id, application_id)
  where status in ('open', 'awaiting_confirmation');
-- Deleting a connector ends the sessions whose credential waits for it.
create index connect_sessions_connector on connect_sessions (organization_id, connector_id)
  where status = 'awaiting_confirmation';

grant select, insert, update on connect_sessions to bulkhead_workspace, bulkhead_organization;
-- What becomes of a link is done in its workspace, once the server has found that the member may. Who signs out ends the own
-- links, by the trigger.
grant select, insert, update (status, ended_at) on connect_sessions to bulkhead_member;
-- The holder of a link brings a token, a nonce or the public id and nothing else; no sealed column is read here.
grant select (
  organization_id, workspace_id, session_id, token_hash, nonce_hash, nonce_expires_at, status, allowed_origins,
  application_id, person_id, person_session_id, token_id, parent_id, secret_id, organization_epoch, application_epoch,
  workspace_epoch, person_epoch, expires_at, completed_at, ended_at
) on connect_sessions to bulkhead_authenticator;
-- Jobs find what is due, and delete what is old. A replaced secret of the first application ends its links.
grant select (
  organization_id, workspace_id, session_id, status, expires_at, confirm_until, ended_at, held, token_id, parent_id,
  secret_id, person_id, person_session_id, application_id, organization_epoch, application_epoch, workspace_epoch, person_epoch
), update (status, ended_at), delete on connect_sessions to bulkhead_operator;

-- A right that ends by a newer epoch ends the links that rest on it for good, so that lists show them as revoked and what
-- they hold is deleted.
create function end_connect_sessions() returns trigger language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  -- Of no workspace there are no links.
  if current_user = 'bulkhead_workspace' and coalesce(current_setting('app.workspace_id', true), '') = '' then
    return null;
  end if;
  if new.kind = 'token' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and (token_id = new.subject_id or parent_id = new.subject_id or person_session_id = new.subject_id);
  elsif new.kind = 'secret' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and secret_id = new.subject_id;
  elsif new.kind = 'person' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and person_id = new.subject_id;
  elsif new.kind = 'member' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and person_id = new.subject_id and coalesce(person_epoch, 1) < new.epoch;
  elsif new.kind = 'workspace' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and workspace_id = new.subject_id
      and status in ('open', 'awaiting_confirmation') and (new.epoch is null or workspace_epoch < new.epoch);
  elsif new.kind = 'application' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and application_id = new.subject_id
      and status in ('open', 'awaiting_confirmation') and (new.epoch is null or application_epoch < new.epoch);
  else
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and (new.epoch is null or organization_epoch < new.epoch);
  end if;
  return null;
end
$$;
revoke execute on function end_connect_sessions from public;
create trigger end_connect_sessions after insert on revocations
  for each row when (
    new.kind in ('token', 'secret', 'person', 'member', 'workspace', 'application', 'organization')
    -- Not where a backup is restored.
    and current_user in ('bulkhead_member', 'bulkhead_workspace', 'bulkhead_organization', 'bulkhead_operator')
  ) execute function end_connect_sessions();

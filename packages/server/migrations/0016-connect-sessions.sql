-- Connect sessions: links by which a customer gives a credential.

-- A connector that awaits confirmation has no row in `connector_credentials`: its credential is sealed in the session, out of
-- reach of all that uses connectors, older versions of the server included.
alter table connectors drop constraint connectors_status_check;
alter table connectors add constraint connectors_status_check
  check (status in ('ready', 'needs_reauthentication', 'pending'));
alter table connectors
  -- The end user who gave the credential, as the application knows them.
  add column end_user_id text,
  add column end_user_email text,
  add column end_user_name text,
  -- The account at the service, as the check of the credential read it.
  add column account_id text,
  add column account_name text;
create index connectors_end_user on connectors (organization_id, end_user_id, connector_id) where end_user_id is not null;
create index connectors_account on connectors (organization_id, definition_id, account_id) where account_id is not null;

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
alter table connect_sessions enable row level security;
alter table connect_sessions force row level security;

grant select, insert, update on connect_sessions to bulkhead_workspace, bulkhead_organization;
-- The holder of a link brings a token, a nonce or the public id and nothing else; no sealed column is read here.
grant select (
  organization_id, workspace_id, session_id, token_hash, nonce_hash, nonce_expires_at, status, allowed_origins,
  application_id, person_id, person_session_id, token_id, parent_id, secret_id, organization_epoch, application_epoch,
  workspace_epoch, person_epoch, expires_at, completed_at, ended_at
) on connect_sessions to bulkhead_authenticator;
-- Jobs find what is due, and delete what is old. A replaced secret of the first application ends its links.
grant select (
  organization_id, workspace_id, session_id, status, expires_at, confirm_until, ended_at, held, token_id, parent_id,
  secret_id, person_id, person_session_id
), update (status, ended_at), delete on connect_sessions to bulkhead_operator;

create policy workspace_scope on connect_sessions to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = current_setting('app.organization_id')::uuid
      and w.workspace_id = current_setting('app.workspace_id')::uuid
  )
);
create policy organization_scope on connect_sessions to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (
    select w.workspace_id from workspaces w
    where w.organization_id = connect_sessions.organization_id and w.workspace_id = connect_sessions.workspace_id
  )
);
create policy authentication on connect_sessions for select to bulkhead_authenticator using (true);
create policy operation on connect_sessions to bulkhead_operator using (true);

-- Rows of `revocations` are kept for minutes, a link may live for days: what ends the right of its maker ends it for good.
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
  else
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and person_id = new.subject_id;
  end if;
  return null;
end
$$;
revoke execute on function end_connect_sessions from public;
create trigger end_connect_sessions after insert on revocations
  for each row when (
    new.kind in ('token', 'secret', 'person')
    -- Not where a backup is restored.
    and current_user in ('bulkhead_workspace', 'bulkhead_organization', 'bulkhead_operator')
  ) execute function end_connect_sessions();

-- Checks of a connect page are calls of its link. Calls before were checked by the narrower constraint.
alter table tool_calls drop constraint tool_calls_token_kind_check;
alter table tool_calls add constraint tool_calls_token_kind_check
  check (token_kind in ('application', 'scoped', 'narrowed', 'person', 'connect')) not valid;

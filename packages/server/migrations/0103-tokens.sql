-- Applications, the keys that sign their tokens, keys of workspaces, and revocations.

create table applications (
  organization_id uuid not null references organizations,
  application_id uuid not null,
  name text not null,
  client_id text collate "C" not null unique,
  epoch integer not null default 1,
  created_at timestamptz not null default now(),
  -- To the minute: it is written at most that often.
  last_used_at timestamptz,
  primary key (organization_id, application_id)
);
comment on table applications is 'A client of an organization: its id and its epoch.';
grant select, insert, delete, update (epoch, last_used_at) on applications to bulkhead_organization;
-- A client is looked up before anyone is known.
grant select (organization_id, application_id, client_id, epoch) on applications to bulkhead_authenticator;
grant select, insert, update (epoch) on applications to bulkhead_operator;

-- Two secrets at once, so that one replaces the other without a gap.
create table application_secrets (
  organization_id uuid not null,
  application_id uuid not null,
  secret_id uuid not null,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, application_id, secret_id),
  foreign key (organization_id, application_id) references applications on delete cascade
);
comment on table application_secrets is 'The hash of a client secret; an application has two at most.';
-- Everything but the hash, which only authentication and the operator read.
grant select (organization_id, application_id, secret_id, created_at), insert, delete on application_secrets
  to bulkhead_organization;
grant select (organization_id, application_id, secret_id, secret_hash) on application_secrets to bulkhead_authenticator;
grant select (organization_id, application_id, secret_hash), insert, delete on application_secrets to bulkhead_operator;

create table signing_keys (
  key_id text primary key,
  public_jwk jsonb not null,
  kek_version integer not null references keyring_versions,
  sealed_private_jwk bytea not null,
  created_at timestamptz not null default now()
);
comment on table signing_keys is 'A key that signs tokens.';
grant select on signing_keys to bulkhead_authenticator;
grant select, insert, delete, update (kek_version, sealed_private_jwk) on signing_keys to bulkhead_operator;

-- Keys of workspaces: bearer tokens that live for months, for clients that take only a header --------------------------

create table access_keys (
  organization_id uuid not null,
  workspace_id uuid not null,
  key_id uuid not null,
  -- SHA-256 of the key, and its last characters.
  key_hash bytea not null unique,
  hint text not null,
  name text not null,
  -- What it is narrowed to; null: the whole workspace.
  narrowed_to jsonb,
  -- Who made it, and the epochs of all it rests on.
  application_id uuid,
  person_id uuid,
  organization_epoch integer not null,
  application_epoch integer,
  workspace_epoch integer not null,
  person_epoch integer,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- When webhook endpoints are to be told that it ends soon; null: they were.
  warn_at timestamptz,
  last_used_at timestamptz,
  -- The sign-in of the command line that made it, with which it ends. Null: made in the web app, or by an application.
  grant_id uuid,
  primary key (organization_id, workspace_id, key_id),
  -- A workspace that is deleted takes them along, so no policy has to ask whether it is there still.
  foreign key (organization_id, workspace_id) references workspaces on delete cascade,
  check ((application_id is null) = (person_id is not null))
);
comment on table access_keys is 'A key of a workspace, as its hash; until it is revoked, or a week after it expired.';
create index access_keys_id on access_keys (organization_id, key_id);
create index access_keys_person on access_keys (organization_id, person_id) where person_id is not null;
create index access_keys_application on access_keys (organization_id, application_id) where application_id is not null;
create index access_keys_grant on access_keys (organization_id, grant_id) where grant_id is not null;
create index access_keys_expiry on access_keys (expires_at);
create index access_keys_warning on access_keys (warn_at) where warn_at is not null;

-- A caller of the workspace notes a use, and ends what rests on a right that it ends; it reads no hash.
grant select (
  organization_id, workspace_id, key_id, application_id, person_id, organization_epoch, application_epoch, workspace_epoch,
  person_epoch, last_used_at, grant_id
), update (last_used_at), delete on access_keys to bulkhead_workspace;
grant select, insert, update (last_used_at, warn_at), delete on access_keys to bulkhead_organization;
grant select, insert, delete on access_keys to bulkhead_member;
grant select (
  organization_id, workspace_id, key_id, key_hash, narrowed_to, application_id, person_id, organization_epoch,
  application_epoch, workspace_epoch, person_epoch, expires_at, grant_id
) on access_keys to bulkhead_authenticator;
grant select (
  organization_id, workspace_id, key_id, application_id, person_id, organization_epoch, application_epoch, workspace_epoch,
  person_epoch, expires_at, warn_at, grant_id
), delete on access_keys to bulkhead_operator;

-- Revocations ----------------------------------------------------------------------------------------------------------

-- Whatever removes a right, and whatever changes a connector, adds a row in its own transaction. Each process reads the rows
-- that its last snapshot did not show, so none is missed in whatever order transactions commit.
create table revocations (
  organization_id uuid not null,
  revocation_id uuid not null,
  -- A token rests on the client secret it was obtained with, on the token that minted it and on the person who minted it.
  -- Each of them is revoked by a kind of its own: an id of one kind ends nothing of another. After `person` and `member` tokens
  -- that carry an older epoch of the person are revoked; `person` ends sessions too. The last three end no right: processes
  -- read the connector again, after `refresh` only its tokens, or the networks of the organization.
  kind text not null check (
    kind in (
      'token', 'secret', 'person', 'member', 'workspace', 'application', 'organization', 'connector', 'refresh', 'networks'
    )
  ),
  subject_id uuid not null,
  -- Tokens that carry an older epoch of the subject are revoked; null revokes all of them.
  epoch integer,
  transaction_id xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null default now(),
  primary key (organization_id, revocation_id)
);
comment on table revocations is 'A right that was removed, or a connector that changed, for 21 minutes.';
create index revocations_transaction on revocations (transaction_id);
create index revocations_age on revocations (created_at);
-- A process whose memory of revocations is stale asks for single tokens.
create index revocations_subject on revocations (organization_id, subject_id);
grant insert on revocations to bulkhead_workspace, bulkhead_organization, bulkhead_member;
grant select on revocations to bulkhead_authenticator;
grant select, insert, delete on revocations to bulkhead_operator;

-- Rows of `revocations` are kept for minutes, a key lives for months: what ends the right of its maker ends it for good. An id
-- of a token may be that of a grant: its tokens carry it, and its keys rest on it.
create function end_access_keys() returns trigger language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  -- Of no workspace there are no keys.
  if current_user = 'bulkhead_workspace' and coalesce(current_setting('app.workspace_id', true), '') = '' then
    return null;
  end if;
  if new.kind in ('person', 'member', 'token') then
    -- A key that is being made is waited for, and found then.
    perform pg_advisory_xact_lock(hashtextextended(new.subject_id::text, 4747010));
  end if;
  if new.kind = 'token' then
    delete from access_keys where organization_id = new.organization_id and key_id = new.subject_id;
    delete from access_keys where organization_id = new.organization_id and grant_id = new.subject_id;
  elsif new.kind = 'person' then
    delete from access_keys where organization_id = new.organization_id and person_id = new.subject_id;
  elsif new.kind = 'member' then
    delete from access_keys where organization_id = new.organization_id and person_id = new.subject_id
      and coalesce(person_epoch, 1) < new.epoch;
  elsif new.kind = 'workspace' then
    delete from access_keys where organization_id = new.organization_id and workspace_id = new.subject_id
      and (new.epoch is null or workspace_epoch < new.epoch);
  elsif new.kind = 'application' then
    delete from access_keys where organization_id = new.organization_id and application_id = new.subject_id
      and (new.epoch is null or application_epoch < new.epoch);
  else
    delete from access_keys where organization_id = new.organization_id
      and (new.epoch is null or organization_epoch < new.epoch);
  end if;
  return null;
end
$$;
revoke execute on function end_access_keys from public;
create trigger end_access_keys after insert on revocations
  for each row when (
    new.kind in ('token', 'person', 'member', 'workspace', 'application', 'organization')
    -- Not where a backup is restored.
    and current_user in ('bulkhead_member', 'bulkhead_workspace', 'bulkhead_organization', 'bulkhead_operator')
  ) execute function end_access_keys();

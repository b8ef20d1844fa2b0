-- Applications, the keys that sign their tokens, and revocations.

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
alter table applications enable row level security;
alter table applications force row level security;

grant select, insert, delete, update (epoch, last_used_at) on applications to bulkhead_organization;
-- A client is looked up before anyone is known.
grant select (organization_id, application_id, client_id, epoch) on applications to bulkhead_authenticator;
grant select, insert, update (epoch) on applications to bulkhead_operator;

create policy organization_scope on applications to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy authentication on applications for select to bulkhead_authenticator using (true);
create policy operation on applications to bulkhead_operator using (true);

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
alter table application_secrets enable row level security;
alter table application_secrets force row level security;

-- Everything but the hash, which only authentication and the operator read.
grant select (organization_id, application_id, secret_id, created_at), insert, delete on application_secrets
  to bulkhead_organization;
grant select (organization_id, application_id, secret_id, secret_hash) on application_secrets to bulkhead_authenticator;
grant select (organization_id, application_id, secret_hash), insert, delete on application_secrets to bulkhead_operator;

create policy organization_scope on application_secrets to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy authentication on application_secrets for select to bulkhead_authenticator using (true);
create policy operation on application_secrets to bulkhead_operator using (true);

create table signing_keys (
  key_id text primary key,
  public_jwk jsonb not null,
  kek_version integer not null references keyring_versions,
  sealed_private_jwk bytea not null,
  created_at timestamptz not null default now()
);
comment on table signing_keys is 'A key that signs tokens.';
alter table signing_keys enable row level security;
alter table signing_keys force row level security;

grant select on signing_keys to bulkhead_authenticator;
grant select, insert, delete, update (kek_version, sealed_private_jwk) on signing_keys to bulkhead_operator;

create policy authentication on signing_keys for select to bulkhead_authenticator using (true);
create policy operation on signing_keys to bulkhead_operator using (true);

-- Whatever removes a right, and whatever changes a connector, adds a row in its own transaction. Each process reads the rows
-- that its last snapshot did not show, so none is missed in whatever order transactions commit.
create table revocations (
  organization_id uuid not null,
  revocation_id uuid not null,
  -- A token rests on the client secret it was obtained with, on the token that minted it and on the person who minted it.
  -- Each of them is revoked by a kind of its own: an id of one kind ends nothing of another. `connector` and `refresh` end
  -- no right: processes read the connector again, after `refresh` only its tokens.
  kind text not null check (
    kind in ('token', 'secret', 'person', 'workspace', 'application', 'organization', 'connector', 'refresh')
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
alter table revocations enable row level security;
alter table revocations force row level security;

grant insert on revocations to bulkhead_workspace, bulkhead_organization;
grant select on revocations to bulkhead_authenticator;
grant select, insert, delete on revocations to bulkhead_operator;

-- A scoped token revokes nothing but itself.
create policy workspace_scope on revocations for insert to bulkhead_workspace with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and kind in ('token', 'connector', 'refresh')
);
create policy organization_scope on revocations for insert to bulkhead_organization with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
);
-- Every process has to know every revocation; the rows hold ids and nothing else.
create policy authentication on revocations for select to bulkhead_authenticator using (true);
create policy operation on revocations to bulkhead_operator using (true);

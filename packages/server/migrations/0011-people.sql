-- People, in a schema of their own --------------------------------------------------------------------------
--
-- The first four tables are those of better-auth, by names of ours; a test compares them with what it expects.
-- Only bulkhead_identity reads sessions and password hashes, and it reaches nothing outside of this schema.

revoke all on schema identity from public;
grant usage on schema identity to bulkhead_identity, bulkhead_organization, bulkhead_operator;

create table identity.people (
  id uuid primary key,
  name text not null,
  -- In lower case.
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table identity.sessions (
  id uuid primary key,
  person_id uuid not null references identity.people on delete cascade,
  -- Of no use by itself: the cookie is signed with a secret that the KEK seals.
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_person on identity.sessions (person_id);
create index sessions_age on identity.sessions (expires_at);

create table identity.accounts (
  id uuid primary key,
  person_id uuid not null references identity.people on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- A hash: scrypt.
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index accounts_person on identity.accounts (person_id);

create table identity.verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on identity.verifications (identifier);

-- Which organization a person acts for, and as what.
create table identity.members (
  organization_id uuid not null references organizations,
  person_id uuid not null references identity.people on delete cascade,
  role text not null check (role in ('owner')),
  created_at timestamptz not null default now(),
  primary key (organization_id, person_id)
);
create index members_person on identity.members (person_id);

-- One-time links with which an owner signs up, as hashes of their tokens.
create table identity.sign_up_links (
  organization_id uuid not null references organizations,
  link_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organization_id, link_id)
);

do $$
declare
  name text;
begin
  foreach name in array array['people', 'sessions', 'accounts', 'verifications', 'members', 'sign_up_links'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('create policy identity on identity.%I to bulkhead_identity using (true)', name);
  end loop;
end
$$;

grant select, insert, update, delete
  on identity.people, identity.sessions, identity.accounts, identity.verifications to bulkhead_identity;
grant select, insert on identity.members to bulkhead_identity;
grant select, delete on identity.sign_up_links to bulkhead_identity;

-- An organization sees who its people are, and nothing by which they sign in.
grant select on identity.members to bulkhead_organization;
grant select (id, name, email, created_at) on identity.people to bulkhead_organization;
create policy organization_scope on identity.members for select to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy organization_scope on identity.people for select to bulkhead_organization using (
  exists (
    select from identity.members m
    where m.organization_id = (select current_setting('app.organization_id')::uuid) and m.person_id = people.id
  )
);

-- The operator makes links, and has to know whether anyone signed up.
grant select (organization_id, person_id) on identity.members to bulkhead_operator;
grant select (organization_id, link_id, expires_at), insert, delete on identity.sign_up_links to bulkhead_operator;
create policy operation on identity.members for select to bulkhead_operator using (true);
create policy operation on identity.sign_up_links to bulkhead_operator using (true);

-- Secrets of the server itself, sealed under the KEK ---------------------------------------------------------

create table server_secrets (
  purpose text primary key,
  kek_version integer not null references keyring_versions,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
alter table server_secrets enable row level security;
alter table server_secrets force row level security;
grant select on server_secrets to bulkhead_authenticator;
grant select, insert, update (kek_version, sealed) on server_secrets to bulkhead_operator;
create policy authentication on server_secrets for select to bulkhead_authenticator using (true);
create policy operation on server_secrets to bulkhead_operator using (true);

-- Who acted: an application or a person ----------------------------------------------------------------------

alter table audit_records add column person_id uuid;
alter table idempotency_keys rename column application_id to actor_id;

alter table tool_calls
  alter column application_id drop not null,
  add column person_id uuid,
  add constraint tool_calls_actor check ((application_id is null) <> (person_id is null)),
  drop constraint tool_calls_token_kind_check,
  add constraint tool_calls_token_kind_check
    check (token_kind in ('application', 'scoped', 'narrowed', 'person'));

-- Charts count the calls of a span of time by this index alone; a list of failures skips what went well.
drop index tool_calls_age;
create index tool_calls_time on tool_calls (organization_id, at) include (status, duration_ms, upstream_ms);
create index tool_calls_failed on tool_calls (organization_id, call_id) where status = 'error';

-- People, in a schema of their own. The first four tables are those of better-auth, by names of ours; a test compares them
-- with what it expects. Only bulkhead_identity reads sessions and password hashes, and it reaches nothing outside of this
-- schema.

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
comment on table identity.people is 'A person: name and e-mail address.';

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
comment on table identity.sessions is 'A session: token, end, address and browser it began with.';
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
comment on table identity.accounts is 'How a person signs in: the hash of the password.';
create index accounts_person on identity.accounts (person_id);

create table identity.verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table identity.verifications is 'A confirmation that is awaited; nothing yet.';
create index verifications_identifier on identity.verifications (identifier);

create table identity.members (
  organization_id uuid not null references organizations,
  person_id uuid not null references identity.people on delete cascade,
  role text not null check (role in ('owner')),
  created_at timestamptz not null default now(),
  primary key (organization_id, person_id)
);
comment on table identity.members is 'The organization that a person acts for, and the role.';
create index members_person on identity.members (person_id);

create table identity.sign_up_links (
  organization_id uuid not null references organizations,
  link_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- A link of a person lets that person choose another password. Without one it lets a new owner sign up.
  person_id uuid references identity.people on delete cascade,
  -- Addresses that were tried with it and did not fit.
  tries integer not null default 0,
  primary key (organization_id, link_id)
);
comment on table identity.sign_up_links is 'A one-time link, as the hash of its token, for 24 hours.';

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
grant select, delete, update (tries) on identity.sign_up_links to bulkhead_identity;

-- An organization sees who its people are, and nothing by which they sign in. It removes its own members and nobody else's.
-- Nothing changes `created_at`: the right to update is the right to lock, and the last owner is found under a lock.
grant select, delete, update (created_at) on identity.members to bulkhead_organization;
grant select (id, name, email, created_at) on identity.people to bulkhead_organization;
create policy organization_scope on identity.members to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy organization_scope on identity.people for select to bulkhead_organization using (
  id = (
    select m.person_id from identity.members m
    where m.organization_id = (select current_setting('app.organization_id')::uuid) and m.person_id = people.id
  )
);

-- The operator creates links and sees who the owners are, and nothing by which they sign in.
grant select on identity.members to bulkhead_operator;
grant select (id, name, email, created_at) on identity.people to bulkhead_operator;
grant select (organization_id, link_id, expires_at), insert, delete on identity.sign_up_links to bulkhead_operator;
create policy operation on identity.members for select to bulkhead_operator using (true);
create policy operation on identity.people for select to bulkhead_operator using (true);
create policy operation on identity.sign_up_links to bulkhead_operator using (true);

-- Passkeys of people (WebAuthn): a credential of a device or of a password manager that signs its person in. The device has
-- verified the person, so a session by a passkey counts as one with a second factor.

create table identity.passkeys (
  organization_id uuid not null,
  passkey_id uuid not null,
  person_id uuid not null,
  name text not null,
  -- In base64url, as the browser says it.
  credential_id text not null,
  -- A COSE key.
  public_key bytea not null,
  -- Signatures as the device counts them, 0 where it does not: one that goes back is a copy.
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (organization_id, passkey_id),
  foreign key (organization_id, person_id) references identity.members on delete cascade
);
comment on table identity.passkeys is 'A passkey of a person, with its public key.';
create unique index passkeys_credential on identity.passkeys (credential_id);
create index passkeys_person on identity.passkeys (organization_id, person_id);

create table identity.passkey_sessions (
  organization_id uuid not null,
  session_id uuid not null references identity.sessions on delete cascade,
  passkey_id uuid not null,
  primary key (organization_id, session_id),
  foreign key (organization_id, passkey_id) references identity.passkeys on delete cascade
);
comment on table identity.passkey_sessions is 'By which passkey a session was begun, or which was made in a session that lacked a second factor.';
create unique index passkey_sessions_session on identity.passkey_sessions (session_id);
create index passkey_sessions_passkey on identity.passkey_sessions (organization_id, passkey_id);

do $$
declare
  name text;
begin
  foreach name in array array['passkeys', 'passkey_sessions'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    -- Whoever signs in is nobody yet: the credential says who it is.
    execute format('create policy identity on identity.%I to bulkhead_identity using (true)', name);
  end loop;
end
$$;
create policy organization_scope on identity.passkeys to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

-- Who locks a row may change it: nothing changes `created_at`.
grant select, insert, delete, update (created_at) on identity.passkeys to bulkhead_organization;
grant select (organization_id, passkey_id, person_id, credential_id, public_key, counter, last_used_at), delete
  on identity.passkeys to bulkhead_identity;
grant update (counter, last_used_at) on identity.passkeys to bulkhead_identity;
grant select, insert, delete on identity.passkey_sessions to bulkhead_identity;

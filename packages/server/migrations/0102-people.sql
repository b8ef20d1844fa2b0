-- People, in a schema of their own: who they are, how they sign in, what they may do, and the programs that act for them.
--
-- Only bulkhead_identity reads sessions and password hashes, and it reaches nothing outside of this schema. Whoever signs in
-- is nobody yet, so it sees the rows of all organizations, and of most tables few columns.

revoke all on schema identity from public;
grant usage on schema identity to bulkhead_identity, bulkhead_organization, bulkhead_member, bulkhead_operator;

-- People and sessions --------------------------------------------------------------------------------------------------

create table identity.people (
  id uuid primary key,
  name text not null,
  -- In lower case.
  email text not null unique,
  created_at timestamptz not null default now()
);
comment on table identity.people is 'A person: name and e-mail address.';
grant select, insert, update, delete on identity.people to bulkhead_identity;
-- An organization and the operator see who people are, and nothing by which they sign in.
grant select (id, name, email, created_at) on identity.people to bulkhead_organization, bulkhead_operator;

create table identity.sessions (
  id uuid primary key,
  person_id uuid not null references identity.people on delete cascade,
  -- SHA-256 of the token in the cookie.
  token_hash bytea not null unique,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now()
);
comment on table identity.sessions is 'A session: hash of its token, last use, address and browser it began with.';
comment on column identity.sessions.used_at is 'The last use of the session, noted at most once a minute.';
create index sessions_person on identity.sessions (person_id);
-- A job deletes those that have ended: unused ones, which are more, and those that were used to the last.
create index sessions_use on identity.sessions (used_at);
create index sessions_age on identity.sessions (created_at);
grant select, insert, update, delete on identity.sessions to bulkhead_identity;

create table identity.passwords (
  person_id uuid primary key references identity.people on delete cascade,
  -- scrypt. Null if the password was taken away.
  hash text
);
comment on table identity.passwords is 'The hash of the password of a person.';
grant select, insert, update, delete on identity.passwords to bulkhead_identity;

create table identity.verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
comment on table identity.verifications is 'A confirmation that is awaited; nothing yet.';
create index verifications_identifier on identity.verifications (identifier);
-- Browsers that never come back from a provider leave a row behind, which a job deletes by its age.
create index verifications_age on identity.verifications (expires_at);
grant select, insert, update, delete on identity.verifications to bulkhead_identity;

-- Members --------------------------------------------------------------------------------------------------------------

create table identity.members (
  organization_id uuid not null references organizations,
  person_id uuid not null references identity.people on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  created_at timestamptz not null default now(),
  -- Tokens that a person minted carry it. Whatever changes the rights of the person raises it, which ends them.
  epoch integer not null default 1,
  -- Roles that a provider gave follow its claims; one that was given by a person stays.
  role_origin text not null default 'given' check (role_origin in ('given', 'provider')),
  -- The provider that gave it: the role ends when the provider is deleted or unlinked.
  role_provider_id uuid,
  -- Null: never.
  last_signed_in_at timestamptz,
  primary key (organization_id, person_id)
);
comment on table identity.members is 'The organization that a person acts for, and the role.';
create index members_person on identity.members (person_id);
create index members_role_provider on identity.members (organization_id, role_provider_id) where role_provider_id is not null;
-- Pages of the people with a role, and the owners whom a change of a role locks.
create index members_by_role on identity.members (organization_id, role, person_id);
grant select, insert on identity.members to bulkhead_identity;
-- Nothing changes `created_at`: the right to update is the right to lock, and the last owner is found under a lock.
grant select, delete, update (created_at, role, epoch, role_origin, role_provider_id, last_signed_in_at)
  on identity.members to bulkhead_organization;
grant select (organization_id, person_id, role) on identity.members to bulkhead_member;
grant select on identity.members to bulkhead_operator;

create table workspace_members (
  organization_id uuid not null,
  workspace_id uuid not null,
  person_id uuid not null,
  -- A viewer reads, a user executes and connects, a manager changes what is there too.
  level text not null check (level in ('viewer', 'user', 'manager')),
  -- Given by a person, or by the claims of a provider, which take away what they gave and nothing else.
  origin text not null default 'given' check (origin in ('given', 'provider')),
  created_at timestamptz not null default now(),
  -- The provider that gave it: the level ends when the provider is deleted or unlinked.
  provider_id uuid,
  primary key (organization_id, workspace_id, person_id),
  -- A workspace that is deleted takes them along, so no policy has to ask whether it is there still.
  foreign key (organization_id, workspace_id) references workspaces on delete cascade,
  foreign key (organization_id, person_id) references identity.members on delete cascade
);
comment on table workspace_members is 'A person''s level in a workspace. It counts while the person''s role is member.';
create index workspace_members_person on workspace_members (organization_id, person_id);
create index workspace_members_provider on workspace_members (organization_id, provider_id) where provider_id is not null;
grant select, insert, delete, update (level, origin, provider_id) on workspace_members to bulkhead_organization;
grant select on workspace_members to bulkhead_member;

create table open_workspaces (
  organization_id uuid not null,
  workspace_id uuid not null,
  level text not null check (level in ('viewer', 'user', 'manager')),
  primary key (organization_id, workspace_id),
  foreign key (organization_id, workspace_id) references workspaces on delete cascade
);
comment on table open_workspaces is 'A workspace that every member of the organization reaches, with the level of all.';
grant select, insert, delete, update (level) on open_workspaces to bulkhead_organization;
grant select on open_workspaces to bulkhead_member;
grant insert on open_workspaces to bulkhead_operator;

-- Workspaces that the person of the transaction reaches with one of the levels, by a row of the own or by one for everybody;
-- none for a person whose role in the organization is another, or who is not in it. Policies call it in a subquery, so that
-- a statement asks once and then looks its rows up by index. It runs with the rights of the caller.
create function reached(levels text[]) returns uuid[] language sql stable
begin atomic
  select coalesce(array_agg(distinct r.workspace_id), '{}')
  from identity.members p, lateral (
    select m.workspace_id from workspace_members m
    where m.organization_id = p.organization_id and m.person_id = p.person_id and m.level = any (levels)
    union all
    select o.workspace_id from open_workspaces o
    where o.organization_id = p.organization_id and o.level = any (levels)
  ) r
  where p.organization_id = current_setting('app.organization_id')::uuid
    and p.person_id = current_setting('app.person_id')::uuid
    and p.role = 'member';
end;
revoke execute on function reached from public;
grant execute on function reached to bulkhead_member;

-- Second factors and passkeys ------------------------------------------------------------------------------------------

create table identity.second_factors (
  organization_id uuid not null,
  person_id uuid not null,
  -- The secret that the app shares (TOTP, RFC 6238), sealed under the data key of the organization. Null until a first one is
  -- confirmed.
  sealed bytea,
  -- One that awaits its first code.
  begun bytea,
  begun_at timestamptz,
  confirmed_at timestamptz,
  -- The newest step of 30 seconds of which a code was taken: no code is good twice.
  last_step integer not null default 0,
  primary key (organization_id, person_id),
  foreign key (organization_id, person_id) references identity.members on delete cascade,
  constraint second_factors_confirmed check ((sealed is null) = (confirmed_at is null)),
  constraint second_factors_begun check ((begun is null) = (begun_at is null))
);
comment on table identity.second_factors is 'The authenticator app of a person, with its secret sealed.';
create index second_factors_person on identity.second_factors (person_id);
-- Whoever signs in is asked for a code. That one is asked for is all that is known without the organization.
grant select (organization_id, person_id, confirmed_at), delete on identity.second_factors to bulkhead_identity;
grant select, insert, delete, update (sealed, begun, begun_at, confirmed_at, last_step)
  on identity.second_factors to bulkhead_organization;

create table identity.recovery_codes (
  organization_id uuid not null,
  person_id uuid not null,
  code_hash bytea not null,
  primary key (organization_id, person_id, code_hash),
  foreign key (organization_id, person_id) references identity.second_factors on delete cascade
);
comment on table identity.recovery_codes is 'A recovery code that was not used yet, as its hash.';
grant select, insert, delete on identity.recovery_codes to bulkhead_organization;

-- The device has verified the person, so a session by a passkey counts as one with a second factor (WebAuthn).
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
-- Who locks a row may change it: nothing changes `created_at`.
grant select, insert, delete, update (created_at, name) on identity.passkeys to bulkhead_organization;
grant select (organization_id, passkey_id, person_id, credential_id, public_key, counter, last_used_at), delete,
  update (counter, last_used_at) on identity.passkeys to bulkhead_identity;

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
grant select, insert, delete on identity.passkey_sessions to bulkhead_identity;

-- Providers: sign-in by OpenID Connect ---------------------------------------------------------------------------------

-- A provider signs people in to its own organization, and an address by itself links nobody.
create table identity.providers (
  organization_id uuid not null references organizations,
  provider_id uuid not null,
  name text not null,
  issuer text not null,
  client_id text not null,
  -- The client secret, sealed under the data key of the organization.
  sealed bytea not null,
  scopes text[] not null,
  -- Names of claims: {"email": …, "name": …, "groups": …}.
  claims jsonb not null,
  -- Whether addresses count as verified where the provider does not say so.
  trusts_email boolean not null default false,
  -- Who may come: anybody of a proven domain, or who is invited.
  admits text not null default 'invited' check (admits in ('domain', 'invited')),
  -- What claims give: [{"claim": …, "value": …, "role": …, "workspaces": [{"workspace_id": …, "level": …}], "suggests": …}].
  -- Nothing of it makes an owner.
  mappings jsonb not null
    check (jsonb_typeof(mappings) = 'array' and not jsonb_path_exists(mappings, '$[*].role ? (@ == "owner")')),
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  signs_out boolean not null default false,
  -- Whether programs that the organization registered act for people whom the provider names, who are not asked (ID-JAG).
  approves_agents boolean not null default false,
  primary key (organization_id, provider_id)
);
comment on table identity.providers is 'A provider by which people sign in to its organization, and what its claims give.';
comment on column identity.providers.signs_out is 'Whether signing out here leads to the provider to sign out there.';
create unique index providers_id on identity.providers (provider_id);
grant select, insert, update, delete on identity.providers to bulkhead_organization;
grant select (organization_id, provider_id, name, enabled) on identity.providers to bulkhead_identity;

create table identity.domains (
  organization_id uuid not null references organizations,
  -- In lower case, as sent in DNS.
  domain text not null,
  -- What the TXT record has to say.
  challenge text not null,
  proven_at timestamptz,
  proven_by text check (proven_by in ('dns', 'operator')),
  created_at timestamptz not null default now(),
  primary key (organization_id, domain),
  constraint domains_proof check ((proven_at is null) = (proven_by is null))
);
comment on table identity.domains is 'A mail domain that an organization says is its own, and whether that is proven.';
create unique index domains_proven on identity.domains (domain) where proven_at is not null;
grant select, insert, update, delete on identity.domains to bulkhead_organization;
grant select (organization_id, domain, proven_at) on identity.domains to bulkhead_identity;
grant select, insert, update (proven_at, proven_by) on identity.domains to bulkhead_operator;

create table identity.identities (
  organization_id uuid not null,
  identity_id uuid not null,
  provider_id uuid not null,
  issuer text not null,
  -- Null: the directory announced the person, who has not signed in yet.
  subject text,
  -- Null once the person was removed: then only an invitation lets the identity in again.
  person_id uuid,
  created_at timestamptz not null default now(),
  -- The last time that the provider said who it is.
  refreshed_at timestamptz not null default now(),
  -- As announced. Null: the person came by signing in, and the directory has said nothing yet.
  user_name text,
  external_id text,
  email text,
  -- Names as announced: {"displayName": …, "formatted": …, "givenName": …, "familyName": …}.
  profile jsonb,
  active boolean not null default true,
  -- Deleted by the directory. The row stays, so that a sign-in brings nobody back.
  deleted_at timestamptz,
  -- Claims of the last sign-in that mappings name.
  claimed jsonb,
  updated_at timestamptz not null default now(),
  removal_refused_at timestamptz,
  primary key (organization_id, identity_id),
  foreign key (organization_id, provider_id) references identity.providers on delete cascade,
  foreign key (organization_id, person_id) references identity.members on delete set null (person_id)
);
comment on table identity.identities is 'Who somebody is at a provider, and which person that is.';
comment on column identity.identities.removal_refused_at is 'When the directory last wanted to remove the person, who is an owner. Null once it announces the person as active.';
create unique index identities_subject on identity.identities (organization_id, provider_id, issuer, subject);
create index identities_person on identity.identities (organization_id, person_id);
create unique index identities_user_name on identity.identities (organization_id, provider_id, lower(user_name))
  where user_name is not null and deleted_at is null;
create index identities_external_id on identity.identities (organization_id, provider_id, external_id)
  where external_id is not null;
create index identities_email on identity.identities (organization_id, provider_id, email) where email is not null;
create index identities_provider on identity.identities (organization_id, provider_id, identity_id);
grant select, insert, update, delete on identity.identities to bulkhead_organization;
grant select (organization_id, identity_id, provider_id, person_id, refreshed_at) on identity.identities to bulkhead_identity;

create table identity.session_origins (
  organization_id uuid not null,
  session_id uuid not null references identity.sessions on delete cascade,
  -- A session without a row began by a password.
  identity_id uuid not null,
  -- Of the session at the provider.
  sid text,
  primary key (organization_id, session_id),
  foreign key (organization_id, identity_id) references identity.identities on delete cascade
);
comment on table identity.session_origins is 'By which identity, and so for which organization, a session was begun.';
create unique index session_origins_session on identity.session_origins (session_id);
create index session_origins_identity on identity.session_origins (organization_id, identity_id);
grant select, insert, delete on identity.session_origins to bulkhead_identity;

create table identity.sign_in_policies (
  organization_id uuid primary key references organizations,
  -- Whether people sign in by a password. Links of the operator let them in all the same.
  passwords boolean not null default true,
  -- Hours after which rights from a provider end unless it says again who somebody is.
  lapse_hours integer not null default 24 check (lapse_hours between 1 and 168),
  updated_at timestamptz not null default now(),
  second_factor boolean not null default false,
  session_hours integer not null default 720 check (session_hours between 1 and 720),
  idle_minutes integer not null default 10080 check (idle_minutes between 5 and 10080),
  networks text[] not null default '{}' check (cardinality(networks) <= 100)
);
comment on table identity.sign_in_policies is 'How people of an organization sign in. Without a row: by a password too.';
comment on column identity.sign_in_policies.second_factor is 'Whether a session by a password reaches only the own account until its person has a second factor.';
comment on column identity.sign_in_policies.session_hours is 'Hours after the sign-in at which a session ends.';
comment on column identity.sign_in_policies.idle_minutes is 'Minutes after its last use at which a session ends.';
comment on column identity.sign_in_policies.networks is 'Networks from which people sign in and work. Empty: any network.';
grant select, insert, update on identity.sign_in_policies to bulkhead_organization;
grant select on identity.sign_in_policies to bulkhead_identity;

-- Links by which people sign up, and invitations ------------------------------------------------------------------------

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
  -- An invitation: by it one address signs up, with a role and levels in workspaces. Links of the operator have no address.
  email text,
  role text check (role in ('owner', 'admin', 'member')),
  -- Workspaces with the level in each: [{"workspace_id": …, "level": …}].
  workspaces jsonb,
  -- Whoever made it must still have the right to when it is used.
  invited_by uuid,
  -- An invitation without a state is handed over as a link.
  mail_state text check (mail_state in ('waiting', 'sent', 'failed')),
  -- When it was sent, or is tried next.
  mail_at timestamptz,
  mail_tries integer not null default 0,
  mail_failure text check (mail_failure in ('unreachable', 'refused', 'not_signed_in')),
  -- The provider whose word takes an invitation as member.
  provider_id uuid,
  primary key (organization_id, link_id),
  foreign key (organization_id, provider_id) references identity.providers on delete set null (provider_id),
  constraint sign_up_links_provider check (provider_id is null or role = 'member'),
  constraint sign_up_links_invitation check (
    (email is null) = (role is null) and (email is null) = (workspaces is null) and (email is null) = (invited_by is null)
    and (email is null or person_id is null)
  ),
  constraint sign_up_links_mail check ((mail_state is null) = (mail_at is null) and (mail_state is null or email is not null))
);
comment on table identity.sign_up_links is 'A one-time link, as the hash of its token: of the operator for 24 hours, or an invitation for 7 days.';
create unique index sign_up_links_email on identity.sign_up_links (organization_id, email) where email is not null;
create index sign_up_links_mail on identity.sign_up_links (mail_at) where mail_state = 'waiting';
create index sign_up_links_expired on identity.sign_up_links (expires_at) where email is not null;
create index sign_up_links_provider on identity.sign_up_links (organization_id, provider_id) where provider_id is not null;
-- Each mail has a token of its own, which is stored nowhere.
grant select, delete, update (tries, token_hash, mail_state, mail_at, mail_tries, mail_failure)
  on identity.sign_up_links to bulkhead_identity;
-- An organization sees and makes invitations, and no link of the operator. No right shows the hash of a token.
grant select (
  organization_id, link_id, email, role, workspaces, invited_by, created_at, expires_at, mail_state, mail_at, mail_failure,
  provider_id
), insert, delete, update (
  token_hash, expires_at, tries, role, workspaces, invited_by, mail_state, mail_at, mail_tries, mail_failure,
  provider_id
) on identity.sign_up_links to bulkhead_organization;
grant select (organization_id, link_id, expires_at, email), insert, delete on identity.sign_up_links to bulkhead_operator;

-- Directories (SCIM 2.0) announce people and groups beforehand, and take them away again -------------------------------

create table identity.directory_tokens (
  organization_id uuid not null,
  token_id uuid not null,
  provider_id uuid not null,
  -- SHA-256 of 256 random bits.
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  -- The owner who made it; the token goes on without that person.
  created_by uuid,
  primary key (organization_id, token_id),
  foreign key (organization_id, provider_id) references identity.providers on delete cascade
);
comment on table identity.directory_tokens is 'A token by which the directory of a provider manages people and groups, as its hash.';
create unique index directory_tokens_hash on identity.directory_tokens (token_hash);
create index directory_tokens_provider on identity.directory_tokens (organization_id, provider_id);
grant select, insert, delete on identity.directory_tokens to bulkhead_organization;
-- The directory that a token is of is looked up before anything is known.
grant select (organization_id, token_id, provider_id, token_hash) on identity.directory_tokens to bulkhead_identity;

create table identity.directory_groups (
  organization_id uuid not null,
  group_id uuid not null,
  provider_id uuid not null,
  display_name text not null,
  external_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, group_id),
  foreign key (organization_id, provider_id) references identity.providers on delete cascade
);
comment on table identity.directory_groups is 'A group that a directory announced. Mappings know it by its name and by its id there.';
create unique index directory_groups_name on identity.directory_groups (organization_id, provider_id, lower(display_name));
create index directory_groups_external_id on identity.directory_groups (organization_id, provider_id, external_id)
  where external_id is not null;
create index directory_groups_provider on identity.directory_groups (organization_id, provider_id, group_id);
grant select, insert, delete, update (display_name, external_id, updated_at)
  on identity.directory_groups to bulkhead_organization;

create table identity.directory_members (
  organization_id uuid not null,
  group_id uuid not null,
  identity_id uuid not null,
  primary key (organization_id, group_id, identity_id),
  foreign key (organization_id, group_id) references identity.directory_groups on delete cascade,
  foreign key (organization_id, identity_id) references identity.identities on delete cascade
);
comment on table identity.directory_members is 'A member of a group that a directory announced.';
create index directory_members_identity on identity.directory_members (organization_id, identity_id);
grant select, insert, delete on identity.directory_members to bulkhead_organization;

-- Programs that people let act for them, and the rows of the authorization server --------------------------------------

create table identity.agent_clients (
  client_id text collate "C" primary key,
  -- Null: the client registered itself (RFC 7591), for whoever grants it something.
  registered_by uuid references organizations,
  -- As registered; a secret is in it as a hash.
  metadata jsonb not null,
  created_at timestamptz not null default now(),
  -- Null: until it is deleted.
  expires_at timestamptz,
  -- Whether the organization vouches for it. A client that registered itself is never verified.
  verified boolean not null default false,
  updated_at timestamptz not null default now(),
  constraint agent_clients_verified check (not verified or registered_by is not null)
);
comment on table identity.agent_clients is 'A program that signs in for people: its name and redirect URIs, and the hash of its secret.';
create index agent_clients_registered on identity.agent_clients (registered_by, client_id);
create index agent_clients_age on identity.agent_clients (expires_at) where expires_at is not null;
grant select, insert, delete, update (expires_at, metadata, verified, updated_at) on identity.agent_clients to bulkhead_identity;

create table identity.agent_grants (
  organization_id uuid not null,
  grant_id uuid not null unique,
  person_id uuid not null,
  workspace_id uuid,
  client_id text collate "C" not null,
  client_name text not null,
  -- How it is known who the client is: by nothing, by a document at its id, by an admin, or because it is the command line.
  client_kind text not null check (client_kind in ('dynamic', 'document', 'registered', 'first_party')),
  -- Origin that the codes went to.
  redirect_origin text not null,
  -- What it is narrowed to, as the grant of a scoped token.
  narrowing jsonb not null,
  -- Whether it may do what a manager of the workspace may, while the person is one.
  manages boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  -- The identity by which the person was signed in: the grant pauses when sessions by it do. Null in a session by a password.
  identity_id uuid,
  -- Whether the provider approved it, and not the person.
  asserted boolean not null default false,
  primary key (organization_id, grant_id),
  -- Whatever removes the person or the workspace ends what hangs on them.
  foreign key (organization_id, person_id) references identity.members on delete cascade,
  foreign key (organization_id, workspace_id) references workspaces on delete cascade,
  foreign key (organization_id, identity_id) references identity.identities on delete cascade,
  -- No other program acts outside of one workspace.
  constraint agent_grants_everywhere check (workspace_id is not null or client_kind = 'first_party'),
  constraint agent_grants_asserted check (not asserted or (identity_id is not null and workspace_id is not null))
);
comment on table identity.agent_grants is 'What a person lets a program do in one workspace. Its rights end where those of the person do.';
comment on column identity.agent_grants.workspace_id is 'Null: it reaches what its person reaches.';
create index agent_grants_person on identity.agent_grants (organization_id, person_id);
create index agent_grants_workspace on identity.agent_grants (organization_id, workspace_id);
create index agent_grants_age on identity.agent_grants (expires_at);
create index agent_grants_client on identity.agent_grants (client_id);
create index agent_grants_identity on identity.agent_grants (organization_id, identity_id);
create unique index agent_grants_asserted on identity.agent_grants (organization_id, person_id, client_id, workspace_id)
  where asserted;
-- The next assertion takes the grant up.
grant select, insert, delete, update (last_used_at, client_name, redirect_origin, narrowing, expires_at, identity_id)
  on identity.agent_grants to bulkhead_identity;
-- An organization sees and ends what its people granted.
grant select, delete on identity.agent_grants to bulkhead_organization;

create table identity.agent_rows (
  model text not null,
  -- The id is what a client presents, so no row has it.
  id_hash bytea not null,
  grant_id uuid references identity.agent_grants (grant_id) on delete cascade,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  -- The code is what a person types, so no row has it.
  user_code_hash bytea,
  primary key (model, id_hash)
);
comment on table identity.agent_rows is 'A sign-in in progress, a code or a refresh token, by the hash of its id.';
create index agent_rows_grant on identity.agent_rows (grant_id);
create index agent_rows_age on identity.agent_rows (expires_at);
create unique index agent_rows_user_code on identity.agent_rows (user_code_hash) where user_code_hash is not null;
grant select, insert, delete, update (payload, expires_at, consumed_at) on identity.agent_rows to bulkhead_identity;

-- Sign-in with a provider of the organization's own (OpenID Connect). An identity is (organization, provider, issuer, subject):
-- a provider signs people in to its own organization, and an address by itself links nobody.

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
  primary key (organization_id, provider_id)
);
comment on table identity.providers is 'A provider by which people sign in to its organization, and what its claims give.';
create unique index providers_id on identity.providers (provider_id);

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

create table identity.identities (
  organization_id uuid not null,
  identity_id uuid not null,
  provider_id uuid not null,
  issuer text not null,
  subject text not null,
  -- Null once the person was removed: then only an invitation lets the identity in again.
  person_id uuid,
  created_at timestamptz not null default now(),
  -- The last time that the provider said who it is.
  refreshed_at timestamptz not null default now(),
  primary key (organization_id, identity_id),
  foreign key (organization_id, provider_id) references identity.providers on delete cascade,
  foreign key (organization_id, person_id) references identity.members on delete set null (person_id)
);
comment on table identity.identities is 'Who somebody is at a provider, and which person that is.';
create unique index identities_subject on identity.identities (organization_id, provider_id, issuer, subject);
create index identities_person on identity.identities (organization_id, person_id);

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

create table identity.sign_in_policies (
  organization_id uuid primary key references organizations,
  -- Whether people sign in by a password. Links of the operator let them in all the same.
  passwords boolean not null default true,
  -- Hours after which rights from a provider end unless it says again who somebody is.
  lapse_hours integer not null default 24 check (lapse_hours between 1 and 168),
  updated_at timestamptz not null default now()
);
comment on table identity.sign_in_policies is 'How people of an organization sign in. Without a row: by a password too.';

-- Roles that a provider gave follow its claims; one that was given by a person stays.
alter table identity.members add column role_origin text not null default 'given' check (role_origin in ('given', 'provider'));
grant update (role_origin) on identity.members to bulkhead_organization;

do $$
declare
  name text;
begin
  foreach name in array array['providers', 'domains', 'identities', 'session_origins', 'sign_in_policies'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
  end loop;
  foreach name in array array['providers', 'domains', 'identities', 'sign_in_policies'] loop
    execute format('create policy organization_scope on identity.%I to bulkhead_organization
      using (organization_id = (select current_setting(''app.organization_id'')::uuid))', name);
  end loop;
  -- Whoever signs in is nobody yet: where they belong is looked up, and their identity with them.
  foreach name in array array['providers', 'domains', 'session_origins', 'sign_in_policies', 'identities'] loop
    execute format('create policy identity on identity.%I to bulkhead_identity using (true)', name);
  end loop;
end
$$;

grant select, insert, update, delete on identity.providers, identity.domains, identity.identities to bulkhead_organization;
grant select, insert, update on identity.sign_in_policies to bulkhead_organization;
grant select (organization_id, provider_id, name, enabled) on identity.providers to bulkhead_identity;
grant select (organization_id, domain, proven_at) on identity.domains to bulkhead_identity;
grant select on identity.sign_in_policies to bulkhead_identity;
grant select (organization_id, identity_id, provider_id, person_id, refreshed_at) on identity.identities to bulkhead_identity;
grant select, insert, delete on identity.session_origins to bulkhead_identity;

-- The operator proves domains.
grant select, insert, update (proven_at, proven_by) on identity.domains to bulkhead_operator;
create policy operation on identity.domains to bulkhead_operator using (true);

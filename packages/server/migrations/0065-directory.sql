-- SCIM 2.0: the directory of a provider announces people and groups beforehand, and takes them away again.

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

-- A person whom the directory announced has no subject until the first sign-in.
alter table identity.identities alter column subject drop not null;
alter table identity.identities
  -- As announced. Null: the person came by signing in, and the directory has said nothing yet.
  add column user_name text,
  add column external_id text,
  add column email text,
  -- Names as announced: {"displayName": …, "formatted": …, "givenName": …, "familyName": …}.
  add column profile jsonb,
  add column active boolean not null default true,
  -- Deleted by the directory. The row stays, so that a sign-in brings nobody back.
  add column deleted_at timestamptz,
  -- Claims of the last sign-in that mappings name.
  add column claimed jsonb,
  add column updated_at timestamptz not null default now();
create unique index identities_user_name on identity.identities (organization_id, provider_id, lower(user_name))
  where user_name is not null and deleted_at is null;
create index identities_external_id on identity.identities (organization_id, provider_id, external_id)
  where external_id is not null;
create index identities_email on identity.identities (organization_id, provider_id, email) where email is not null;
create index identities_provider on identity.identities (organization_id, provider_id, identity_id);

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

do $$
declare
  name text;
begin
  foreach name in array array['directory_tokens', 'directory_groups', 'directory_members'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('create policy organization_scope on identity.%I to bulkhead_organization
      using (organization_id = (select current_setting(''app.organization_id'')::uuid))', name);
    execute format('grant select, insert, delete on identity.%I to bulkhead_organization', name);
  end loop;
end
$$;
grant update (display_name, external_id, updated_at) on identity.directory_groups to bulkhead_organization;

-- The directory that a token is of is looked up before anything is known.
create policy identity on identity.directory_tokens to bulkhead_identity using (true);
grant select (organization_id, token_id, provider_id, token_hash) on identity.directory_tokens to bulkhead_identity;

-- Sign-in by URL: programs that people let act for them in one workspace, and the rows of the authorization server.

create table identity.agent_clients (
  client_id text collate "C" primary key,
  -- Null: the client registered itself (RFC 7591), for whoever grants it something.
  registered_by uuid references organizations,
  -- As registered; a secret is in it as a hash.
  metadata jsonb not null,
  created_at timestamptz not null default now(),
  -- Null: until it is deleted.
  expires_at timestamptz
);
comment on table identity.agent_clients is 'A program that signs in for people: its name and redirect URIs, and the hash of its secret.';
create index agent_clients_registered on identity.agent_clients (registered_by, client_id);
create index agent_clients_age on identity.agent_clients (expires_at) where expires_at is not null;

create table identity.agent_grants (
  organization_id uuid not null,
  grant_id uuid not null unique,
  person_id uuid not null,
  workspace_id uuid not null,
  client_id text collate "C" not null,
  client_name text not null,
  -- How it is known who the client is: by nothing, by a document at its id, or by an admin.
  client_kind text not null check (client_kind in ('dynamic', 'document', 'registered')),
  -- Origin that the codes went to.
  redirect_origin text not null,
  -- What it is narrowed to, as the grant of a scoped token.
  narrowing jsonb not null,
  -- Whether it may do what a manager of the workspace may, while the person is one.
  manages boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  primary key (organization_id, grant_id),
  -- Whatever removes the person or the workspace ends what hangs on them.
  foreign key (organization_id, person_id) references identity.members on delete cascade,
  foreign key (organization_id, workspace_id) references workspaces on delete cascade
);
comment on table identity.agent_grants is 'What a person lets a program do in one workspace. Its rights end where those of the person do.';
create index agent_grants_person on identity.agent_grants (organization_id, person_id);
create index agent_grants_workspace on identity.agent_grants (organization_id, workspace_id);
create index agent_grants_age on identity.agent_grants (expires_at);
create index agent_grants_client on identity.agent_grants (client_id);

create table identity.agent_rows (
  model text not null,
  -- The id is what a client presents, so no row has it.
  id_hash bytea not null,
  grant_id uuid references identity.agent_grants (grant_id) on delete cascade,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (model, id_hash)
);
comment on table identity.agent_rows is 'A sign-in in progress, a code or a refresh token, by the hash of its id.';
create index agent_rows_grant on identity.agent_rows (grant_id);
create index agent_rows_age on identity.agent_rows (expires_at);

do $$
declare
  name text;
begin
  foreach name in array array['agent_clients', 'agent_grants', 'agent_rows'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('create policy identity on identity.%I to bulkhead_identity using (true)', name);
  end loop;
end
$$;

grant select, insert, delete, update (expires_at) on identity.agent_clients to bulkhead_identity;
grant select, insert, delete, update (last_used_at) on identity.agent_grants to bulkhead_identity;
grant select, insert, delete, update (payload, expires_at, consumed_at) on identity.agent_rows to bulkhead_identity;

-- An organization sees and ends what its people granted.
grant select, delete on identity.agent_grants to bulkhead_organization;
create policy organization_scope on identity.agent_grants to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

-- Definitions that an organization added: documents of its own beside the catalog.

create table organization_definitions (
  organization_id uuid not null references organizations,
  -- Random, and never made of a name: no two organizations have the same one.
  definition_id uuid not null,
  slug text collate "C" not null,
  display_name text not null,
  version text not null,
  takes_client boolean not null,
  entities integer not null,
  operations integer not null,
  left_out integer not null,
  source_url text,
  -- Of the document and its overlay, as they came.
  document_bytes integer not null,
  -- Changes with the document: what was compiled of another one is not used again.
  revision uuid not null,
  -- UTF-8, compressed by gzip.
  document bytea not null,
  overlay bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, definition_id)
);
comment on table organization_definitions is 'A definition that an organization added, with its document.';
create unique index organization_definitions_slug on organization_definitions (organization_id, slug);
alter table organization_definitions enable row level security;
alter table organization_definitions force row level security;
-- The server reads them for all of the organization's workspaces as the organization.
grant select, insert, delete, update (
  slug, display_name, version, takes_client, entities, operations, left_out, source_url, document_bytes, revision,
  document, overlay, updated_at
) on organization_definitions to bulkhead_organization;
create policy organization_scope on organization_definitions to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

-- 0: it never had any, so that nobody has to look. Each change of its definitions counts it up.
alter table organizations add column definitions_version integer not null default 0;
-- Null is what the server allows.
alter table organizations add column max_definitions integer check (max_definitions between 0 and 1000);
grant update (definitions_version) on organizations to bulkhead_organization;
grant update (max_definitions) on organizations to bulkhead_operator;

-- A definition stays while a connector uses it.
alter table connectors add column own_definition_id uuid check (own_definition_id = definition_id);
alter table connectors add foreign key (organization_id, own_definition_id) references organization_definitions;
create index connectors_own_definition on connectors (organization_id, own_definition_id)
  where own_definition_id is not null;

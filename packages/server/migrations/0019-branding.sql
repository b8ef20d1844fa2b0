-- How the connect page of an organization looks.

create table organization_branding (
  organization_id uuid primary key references organizations,
  name text,
  color_light text,
  color_dark text,
  support_url text,
  privacy_url text,
  -- Encoded by this server, from pixels.
  logo bytea,
  -- Hex of its SHA-256, by which pages ask for it.
  logo_sha256 text,
  updated_at timestamptz not null default now(),
  check ((logo is null) = (logo_sha256 is null))
);
comment on table organization_branding is 'How the connect page of an organization looks: name, colors, links, logo.';
create index organization_branding_logo on organization_branding (logo_sha256) where logo is not null;
alter table organization_branding enable row level security;
alter table organization_branding force row level security;

grant select, insert, update, delete on organization_branding to bulkhead_organization;
-- A browser that shows a page asks by hash, before anyone is known. Whoever has the hash has seen the logo.
grant select (logo, logo_sha256) on organization_branding to bulkhead_authenticator;

create policy organization_scope on organization_branding to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy authentication on organization_branding for select to bulkhead_authenticator using (true);

-- Applications: two secrets at once, so that one replaces the other without a gap ---------------------------

alter table application_secrets add column secret_id uuid not null default gen_random_uuid();
alter table application_secrets alter column secret_id drop default;
alter table application_secrets drop constraint application_secrets_pkey;
alter table application_secrets add primary key (organization_id, application_id, secret_id);

-- To the minute: it is written at most that often.
alter table applications add column last_used_at timestamptz;

grant insert, delete, update (epoch, last_used_at) on applications to bulkhead_organization;
-- Everything but the hash, which only authentication reads.
grant select (organization_id, application_id, secret_id, created_at), insert, delete on application_secrets
  to bulkhead_organization;

create policy organization_scope on application_secrets to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

-- Settings of an organization ------------------------------------------------------------------------------

alter table organizations
  add column create_workspaces boolean not null default true,
  add column redirect_origins text[] not null default '{}',
  add column audit_retention_days integer not null default 400
    check (audit_retention_days between 1 and 3650),
  add column tool_call_retention_days integer not null default 90
    check (tool_call_retention_days between 1 and 3650);

grant update (
  name, create_workspaces, redirect_origins, audit_retention_days, tool_call_retention_days, updated_at
) on organizations to bulkhead_organization;

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

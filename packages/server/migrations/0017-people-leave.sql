-- People leave an organization, change their password and are let in again -----------------------------------

-- An organization removes its own members and nobody else's. Nothing changes `created_at`: without this right no row
-- can be locked, and the last owner is found under a lock.
grant delete, update (created_at) on identity.members to bulkhead_organization;
drop policy organization_scope on identity.members;
create policy organization_scope on identity.members to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

-- A link of a person lets that person choose another password. Without one it lets a new owner sign up.
alter table identity.sign_up_links
  add column person_id uuid references identity.people on delete cascade,
  -- Addresses that were tried with it and did not fit.
  add column tries integer not null default 0;
grant update (tries) on identity.sign_up_links to bulkhead_identity;

-- The operator sees who the owners are, and nothing by which they sign in.
grant select (role, created_at) on identity.members to bulkhead_operator;
grant select (id, name, email, created_at) on identity.people to bulkhead_operator;
create policy operation on identity.people for select to bulkhead_operator using (true);

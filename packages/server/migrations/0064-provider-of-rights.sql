-- The provider that gave a role or a level: what it gave ends when it is deleted or unlinked.

alter table identity.members add column role_provider_id uuid;
alter table workspace_members add column provider_id uuid;

grant update (role_provider_id) on identity.members to bulkhead_organization;
grant update (provider_id) on workspace_members to bulkhead_organization;

-- Until now the provider that somebody signed in with last said the rights.
update identity.members m set role_provider_id = (
    select i.provider_id from identity.identities i
    where i.organization_id = m.organization_id and i.person_id = m.person_id
    order by i.refreshed_at desc limit 1)
  where m.role_origin = 'provider';
update workspace_members m set provider_id = (
    select i.provider_id from identity.identities i
    where i.organization_id = m.organization_id and i.person_id = m.person_id
    order by i.refreshed_at desc limit 1)
  where m.origin = 'provider';

create index members_role_provider on identity.members (organization_id, role_provider_id) where role_provider_id is not null;
create index workspace_members_provider on workspace_members (organization_id, provider_id) where provider_id is not null;

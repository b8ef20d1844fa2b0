-- Pages of the people with a role, and the owners whom a change of a role locks.
create index members_by_role on identity.members (organization_id, role, person_id);

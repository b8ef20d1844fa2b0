-- When a person signed in last, for reviews of who has which rights.

-- Null: not since the column is there.
alter table identity.members add column last_signed_in_at timestamptz;
grant update (last_signed_in_at) on identity.members to bulkhead_organization;

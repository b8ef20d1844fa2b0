-- The roles of the walls. Roles belong to the cluster, not to the database, so this runs before every
-- migration and changes nothing that is already right. The runtime login is granted them afterwards.
do $$
declare
  wanted text;
begin
  foreach wanted in array array[
    'bulkhead_owner', 'bulkhead_nobody', 'bulkhead_workspace', 'bulkhead_organization',
    'bulkhead_member', 'bulkhead_authenticator', 'bulkhead_operator', 'bulkhead_identity', 'bulkhead_archivist'
  ] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin noinherit', wanted);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- another process migrating another database of this cluster made it first
    end;
  end loop;
end
$$;

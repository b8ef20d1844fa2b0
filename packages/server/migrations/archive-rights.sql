-- Runs as bulkhead_owner after the migrations and changes nothing that is already right.
--
-- Backup, restore and copy move the rows of all tenants, which no other role may do: forced row security hides
-- them from the owner too. Lifting FORCE for the length of a backup would lock every table exclusively, and
-- `set row_security = off` makes a confined query fail instead of widening it. So there is one role for this.
-- It reads and adds, and changes or deletes nothing. Only the login that migrates is granted it, which as the
-- owner could rewrite every policy anyhow; a runtime login of its own is not.
--
-- The tables are read from the catalogue, so that a table added by any migration is in every later backup.
do $$
declare
  t record;
begin
  for t in
    select c.oid, c.relnamespace, n.nspname, c.relname, c.relrowsecurity
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relowner = 'bulkhead_owner'::regrole and c.relkind in ('r', 'p') and c.relpersistence = 'p'
      -- A partition is read and filled through its table.
      and not c.relispartition
  loop
    if not has_schema_privilege('bulkhead_archivist', t.relnamespace, 'usage') then
      execute format('grant usage on schema %I to bulkhead_archivist', t.nspname);
    end if;
    if not has_table_privilege('bulkhead_archivist', t.oid, 'select') then
      execute format('grant select on %I.%I to bulkhead_archivist', t.nspname, t.relname);
    end if;
    -- An archive states the version of its schema; migrations make it, and nothing loads it.
    continue when t.relname = 'schema_migrations';
    if not has_table_privilege('bulkhead_archivist', t.oid, 'insert') then
      execute format('grant insert on %I.%I to bulkhead_archivist', t.nspname, t.relname);
    end if;
    if t.relrowsecurity
      and not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'archive') then
      execute format('create policy archive on %I.%I to bulkhead_archivist using (true)', t.nspname, t.relname);
    end if;
  end loop;
end
$$;

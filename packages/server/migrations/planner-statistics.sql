-- Runs as bulkhead_owner after the migrations and changes nothing that is already right.
--
-- A planner that does not know which organization it plans for takes one of average size, and among thousands of small
-- ones that is a few rows: it would read all rows of an organization to find one of them. So each organization counts as
-- one that has all rows, and any other id as one that has few. Values that are frequent are known by themselves.
do $$
declare
  c record;
  counted regclass;
  changed regclass[] := '{}';
begin
  for c in
    select a.attrelid::regclass as of_table, a.attname as name, w.wanted, t.reltuples > 0 as is_counted,
      t.relkind = 'p' as is_partitioned
    from pg_attribute a
    join pg_class t on t.oid = a.attrelid,
    lateral (select case a.attname when 'organization_id' then '1' else '-0.1' end as wanted) w
    where t.relowner = 'bulkhead_owner'::regrole and t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and a.atttypid = 'uuid'::regtype
      and not ('n_distinct=' || w.wanted = any (coalesce(a.attoptions, '{}')))
    order by 1, 2
  loop
    execute format('alter table %s alter column %I set (n_distinct = %s)', c.of_table, c.name, c.wanted);
    -- Statistics of a partitioned table are those of its partitions together.
    if c.is_partitioned then
      execute format('alter table %s alter column %I set (n_distinct_inherited = %s)', c.of_table, c.name, c.wanted);
    end if;
    if c.is_counted and not c.of_table = any (changed) then changed := changed || c.of_table; end if;
  end loop;
  -- It counts from the next analysis on. A table that never had one gets its first when it has rows.
  foreach counted in array changed loop execute format('analyze %s', counted); end loop;
end
$$;

-- Statistics keep samples of values. A wrapped key of a deleted workspace would stay there, however thoroughly its row is
-- erased from the disk, and so would the hash of a password that was changed. No plan depends on the value of sealed bytes,
-- of a hash or of a token.
do $$
declare
  secret record;
begin
  for secret in
    select a.attrelid::regclass as of_table, a.attname as name
    from pg_attribute a
    join pg_class t on t.oid = a.attrelid
    where t.relowner = 'bulkhead_owner'::regrole and t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and coalesce(a.attstattarget, -1) <> 0
      and (
        a.atttypid = 'bytea'::regtype
        or (a.attrelid, a.attname) in (
          ('identity.passwords'::regclass, 'hash'),
          ('identity.verifications'::regclass, 'value')
        )
      )
  loop
    execute format('alter table %s alter column %I set statistics 0', secret.of_table, secret.name);
  end loop;
end
$$;

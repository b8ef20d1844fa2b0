-- Everything that migrations make in a database, a line each; the order of columns aside.
with spaces as (
  select oid, nspname from pg_namespace where nspname in ('bulkhead', 'identity')
), classes as (
  select c.*, n.nspname || '.' || c.relname as name from pg_class c join spaces n on n.oid = c.relnamespace
  -- Partitions are named for the day on which they were made.
), lines(line) as (
  select format('grant on schema %s: %s to %s', n.nspname, e.privilege_type, e.grantee::regrole)
  from spaces n join pg_namespace p on p.oid = n.oid, lateral aclexplode(p.nspacl) e
  union all
  select format('class %s kind=%s owner=%s rls=%s force=%s persistence=%s options=%s partition=%s bound=%s comment=%s',
    name, relkind, relowner::regrole, relrowsecurity, relforcerowsecurity, relpersistence, reloptions, relispartition,
    pg_get_expr(relpartbound, oid), obj_description(oid, 'pg_class')) from classes
  union all
  select format('grant on %s: %s to %s by %s', name, privilege_type, grantee::regrole, grantor::regrole)
  from classes, lateral aclexplode(relacl)
  union all
  select format('partitioned %s by %s', name, pg_get_partkeydef(oid)) from classes where relkind = 'p'
  union all
  select format('column %s.%s %s collate=%s null=%s default=%s statistics=%s options=%s identity=%s generated=%s comment=%s',
    c.name, a.attname, format_type(a.atttypid, a.atttypmod), a.attcollation::regcollation, not a.attnotnull,
    pg_get_expr(d.adbin, d.adrelid), a.attstattarget, a.attoptions, a.attidentity, a.attgenerated,
    col_description(a.attrelid, a.attnum))
  from classes c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where c.relkind in ('r', 'p')
  union all
  select format('grant on column %s.%s: %s to %s', c.name, a.attname, e.privilege_type, e.grantee::regrole)
  from classes c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped, lateral aclexplode(a.attacl) e
  -- A right to the whole table is the same with and without one to the column.
  where not exists (
    select from aclexplode(c.relacl) t where t.grantee = e.grantee and t.privilege_type = e.privilege_type
  )
  union all
  select format('index %s', pg_get_indexdef(indexrelid)) from pg_index join classes c on c.oid = indrelid
  union all
  -- A constraint that was added to an empty table as NOT VALID holds for every row of it.
  select format('constraint %s on %s: %s', k.conname, c.name, replace(pg_get_constraintdef(k.oid), ' NOT VALID', ''))
  from pg_constraint k join classes c on c.oid = k.conrelid
  union all
  select format('policy %s on %s.%s %s %s to %s using %s check %s', policyname, schemaname, tablename, permissive, cmd, roles, qual, with_check)
  from pg_policies where schemaname in ('bulkhead', 'identity')
  union all
  select format('trigger %s enabled=%s', pg_get_triggerdef(t.oid), t.tgenabled)
  from pg_trigger t join classes c on c.oid = t.tgrelid where not t.tgisinternal
  union all
  select format('function acl=%s owner=%s %s', p.proacl, p.proowner::regrole, pg_get_functiondef(p.oid))
  from pg_proc p join spaces n on n.oid = p.pronamespace
  union all
  select format('role %s super=%s inherit=%s createrole=%s createdb=%s login=%s bypass=%s config=%s',
    rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls, rolconfig)
  from pg_roles where rolname like 'bulkhead%'
  union all
  select format('member of %s: %s', roleid::regrole, member::regrole) from pg_auth_members where roleid::regrole::text like 'bulkhead%'
    and member::regrole::text !~ '^house_'
  union all
  select format('type %s', t.typname) from pg_type t join spaces n on n.oid = t.typnamespace where t.typtype in ('e', 'd')
  union all
  select format('statistics %s', pg_get_statisticsobjdef(s.oid)) from pg_statistic_ext s join spaces n on n.oid = s.stxnamespace
)
select line from lines order by line collate "C"

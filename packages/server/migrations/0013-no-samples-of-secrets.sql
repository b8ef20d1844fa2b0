-- Who counts what is in a table keeps some of its values for the planner. A wrapped key of a deleted workspace would stay
-- there, however thoroughly its row is taken from the disk. Nothing is planned by the value of sealed bytes or of a hash.
do $$
declare
  secret record;
begin
  for secret in
    select attrelid::regclass as of_table, attname as name
    from pg_attribute join pg_class c on c.oid = attrelid
    where relnamespace = 'bulkhead'::regnamespace and relkind = 'r' and atttypid = 'bytea'::regtype and not attisdropped
  loop
    execute format('alter table %s alter column %I set statistics 0', secret.of_table, secret.name);
  end loop;
end $$;

-- Who counts what is in a table keeps some of its values for the planner. A wrapped key of a deleted workspace would stay
-- there, however thoroughly its row is taken from the disk, and so would the hash of a password that was changed. Nothing is
-- planned by the value of sealed bytes, of a hash or of a token.
do $$
declare
  secret record;
begin
  for secret in
    select attrelid::regclass as of_table, attname as name
    from pg_attribute join pg_class c on c.oid = attrelid
    where relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) and relkind = 'r'
      and attnum > 0 and not attisdropped
      and (
        atttypid = 'bytea'::regtype
        or (attrelid, attname) in (
          ('identity.accounts'::regclass, 'password'),
          ('identity.accounts'::regclass, 'access_token'),
          ('identity.accounts'::regclass, 'refresh_token'),
          ('identity.accounts'::regclass, 'id_token'),
          ('identity.sessions'::regclass, 'token'),
          ('identity.verifications'::regclass, 'value')
        )
      )
  loop
    execute format('alter table %s alter column %I set statistics 0', secret.of_table, secret.name);
  end loop;
end $$;

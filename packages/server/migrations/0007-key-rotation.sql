-- Rotation wraps a data key again under another KEK version. The operator changes what wraps it, and no other
-- column: whose key it is stays as it was, and the key itself is in no column.
grant select, update (kek_version, wrapped_dek) on organization_keys, workspace_keys to bulkhead_operator;
grant update (kek_version, sealed_private_jwk) on signing_keys to bulkhead_operator;
grant delete on keyring_versions to bulkhead_operator;

-- A version is retired by deleting its proof. The database refuses that while anything is wrapped under it, and
-- refuses from then on what a process that was started with an old key would wrap under it: its key may be gone.
-- FORCE hides the rows that are there from the owner too, and the check of what is there would pass over them.
alter table keyring_versions no force row level security;
do $$
declare
  name text;
begin
  foreach name in array array['organization_keys', 'workspace_keys', 'signing_keys'] loop
    execute format('alter table %I no force row level security', name);
    execute format('alter table %I add foreign key (kek_version) references keyring_versions', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;
alter table keyring_versions force row level security;

-- Versions that were retired. Their numbers are not used again: a proof made anew would take a stale setting
-- for a key that still has to be kept.
create table retired_kek_versions (
  version integer primary key,
  retired_at timestamptz not null default now()
);
alter table retired_kek_versions enable row level security;
alter table retired_kek_versions force row level security;
grant select, insert on retired_kek_versions to bulkhead_operator;
create policy operation on retired_kek_versions to bulkhead_operator using (true);

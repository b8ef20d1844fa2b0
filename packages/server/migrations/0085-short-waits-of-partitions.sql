-- While a function waits for a lock, callers of its table wait behind it. The job tries again a minute later.
alter function add_partitions(text, timestamptz) set lock_timeout = '50ms';
alter function drop_partitions(text, timestamptz) set lock_timeout = '50ms';

-- Drops the oldest partition that ends before a moment, with the one that has no lower bound. Callers wait until it has returned,
-- so it drops no more of them at once. Otherwise as before.
create or replace function drop_partitions_of(parents text[], before timestamptz, living text default null) returns integer
language plpgsql set search_path = bulkhead, pg_temp
as $$
declare
  kept_from uuid;
  due text[];
  part text;
  is_living boolean;
begin
  select p.upper_id into kept_from from partitions_of(parents[1]) p
  where p.lower_id is not null and p.upper_id <= first_id_at(before)
  order by p.upper_id limit 1;
  if kept_from is null then return 0; end if;
  select array_agg(p.part) into due from partitions_of(parents[1]) p where p.upper_id <= kept_from;
  if living is not null then
    foreach part in array due loop
      -- Nobody adds a row until the end of this transaction. Row security hides rows from the owner too, unless it is lifted.
      execute format('lock table %I in access exclusive mode', parents[1] || '_' || part);
      execute format('alter table %I disable row level security', parents[1] || '_' || part);
      execute format('select exists (select from %I where %s)', parents[1] || '_' || part, living) into is_living;
      execute format('alter table %I enable row level security', parents[1] || '_' || part);
      if is_living then return 0; end if;
    end loop;
  end if;
  for i in reverse array_length(parents, 1)..1 loop
    foreach part in array due loop
      execute format('drop table %I', parents[i] || '_' || part);
    end loop;
  end loop;
  for i in 1..array_length(parents, 1) loop
    perform create_partition(parents[i], 'earlier', null, kept_from);
  end loop;
  return array_length(due, 1) - 1;
end
$$;

-- Partitions are added and dropped without locks on the other partitions: those would be waited for in vain while one of them is
-- vacuumed. Callers lock a table before its partitions, and so do these functions.

create or replace function add_partitions_of(parents text[], unit text, as_of timestamptz) returns integer
language plpgsql set search_path = bulkhead, pg_temp
as $$
declare
  span interval := ('1 ' || unit)::interval;
  -- In UTC.
  current_from timestamp := date_trunc(unit, as_of at time zone 'utc');
  wanted_until timestamp := current_from + 2 * span;
  later_from uuid;
  has_later boolean;
  lower_at timestamp;
  upper_at timestamp;
  parts text[] := '{}';
  lower_ids uuid[] := '{}';
  upper_ids uuid[] := '{}';
  parent text;
  part text;
  is_filled boolean;
begin
  select p.lower_id, true into later_from, has_later from partitions_of(parents[1]) p where p.part = 'later';
  if later_from >= first_id_at(wanted_until at time zone 'utc') then return 0; end if;
  if has_later then
    lower_at := to_timestamp(('x' || lpad(left(replace(later_from::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
      at time zone 'utc';
  end if;
  while lower_at is null or lower_at < wanted_until loop
    -- After a long pause one partition spans all of it.
    upper_at := greatest(lower_at + span, current_from);
    parts := parts || coalesce(to_char(lower_at, case unit when 'day' then 'YYYY_MM_DD' else 'YYYY_MM' end), 'earlier');
    lower_ids := lower_ids || first_id_at(lower_at at time zone 'utc');
    upper_ids := upper_ids || first_id_at(upper_at at time zone 'utc');
    lower_at := upper_at;
  end loop;
  foreach part in array parts || 'next'::text loop
    foreach parent in array parents loop
      perform create_partition_table(parent, part);
    end loop;
  end loop;
  -- From here on callers wait. They lock the tables in this order too.
  foreach parent in array parents loop
    execute format('lock table only %I in access exclusive mode', parent);
  end loop;
  foreach parent in array parents loop
    if has_later then
      execute format('alter table %I detach partition %I', parent, parent || '_later');
      execute format('alter table %I rename to %I', parent || '_later', parent || '_moving');
    end if;
    execute format('alter table %I rename to %I', parent || '_next', parent || '_later');
  end loop;
  foreach parent in array parents loop
    for i in 1..array_length(parts, 1) loop
      perform attach_partition(parent, parts[i], lower_ids[i], upper_ids[i]);
    end loop;
    perform attach_partition(parent, 'later', first_id_at(wanted_until at time zone 'utc'), null);
  end loop;
  if not coalesce(has_later, false) then return array_length(parts, 1); end if;
  -- Rows of clocks that were far ahead. Row security hides rows from the owner too, unless it is lifted.
  foreach parent in array parents loop
    execute format('alter table %I disable row level security', parent || '_moving');
    execute format('select exists (select from %I)', parent || '_moving') into is_filled;
    continue when not is_filled;
    execute format('alter table %I no force row level security', parent);
    execute format('insert into %I select * from %I', parent, parent || '_moving');
    execute format('alter table %I force row level security', parent);
  end loop;
  for i in reverse array_length(parents, 1)..1 loop
    execute format('drop table %I', parents[i] || '_moving');
  end loop;
  return array_length(parts, 1);
end
$$;

create or replace function drop_partitions_of(parents text[], before timestamptz, living text default null) returns integer
language plpgsql set search_path = bulkhead, pg_temp
as $$
declare
  kept_from uuid;
  due text[];
  part text;
  is_living boolean := false;
begin
  select p.upper_id into kept_from from partitions_of(parents[1]) p
  where p.lower_id is not null and p.upper_id <= first_id_at(before)
  order by p.upper_id limit 1;
  if kept_from is null then return 0; end if;
  select array_agg(p.part) into due from partitions_of(parents[1]) p where p.upper_id <= kept_from;
  for i in 1..array_length(parents, 1) loop
    perform create_partition_table(parents[i], 'next');
  end loop;
  -- From here on callers wait. They lock the tables in this order too.
  for i in 1..array_length(parents, 1) loop
    execute format('lock table only %I in access exclusive mode', parents[i]);
  end loop;
  if living is not null then
    foreach part in array due loop
      exit when is_living;
      -- Row security hides rows from the owner too, unless it is lifted.
      execute format('alter table %I disable row level security', parents[1] || '_' || part);
      execute format('select exists (select from %I where %s)', parents[1] || '_' || part, living) into is_living;
      execute format('alter table %I enable row level security', parents[1] || '_' || part);
    end loop;
  end if;
  if is_living then
    for i in reverse array_length(parents, 1)..1 loop
      execute format('drop table %I', parents[i] || '_next');
    end loop;
    return 0;
  end if;
  for i in reverse array_length(parents, 1)..1 loop
    foreach part in array due loop
      execute format('drop table %I', parents[i] || '_' || part);
    end loop;
  end loop;
  for i in 1..array_length(parents, 1) loop
    execute format('alter table %I rename to %I', parents[i] || '_next', parents[i] || '_earlier');
    perform attach_partition(parents[i], 'earlier', null, kept_from);
  end loop;
  return array_length(due, 1) - 1;
end
$$;

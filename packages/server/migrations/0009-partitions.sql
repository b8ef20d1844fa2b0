-- Partitions by time of the tables that only grow: a month each of calls, intents and audit records, a day each of
-- idempotency keys. The partition key is the id, a UUIDv7, so it is part of every primary key and lists by id read partitions
-- in their order.
--
-- The first partition, `…_earlier`, has no lower bound and the last, `…_later`, no upper one: a row always has a partition,
-- whatever the clock of its server says. A default partition would do that too, but lists would then have to merge
-- all partitions instead of reading one after the other.
--
-- Servers own nothing, so the functions run as the owner. Only the operator may call them, and names no table. A partition
-- has no grants and no policies: nobody reaches it but through its table.

-- The smallest UUIDv7 of a moment (RFC 9562 §5.7).
create function first_id_at(moment timestamptz) returns uuid language sql immutable
begin atomic
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid;
end;

-- Partitions of a table with their bounds; null where there is none.
create function partitions_of(parent text) returns table (part text, lower_id uuid, upper_id uuid)
language sql stable set search_path = bulkhead, pg_temp
as $$
  select substr(c.relname, length(parent) + 2),
    substring(pg_get_expr(c.relpartbound, c.oid) from $r$FROM \('([^']+)'\)$r$)::uuid,
    substring(pg_get_expr(c.relpartbound, c.oid) from $r$TO \('([^']+)'\)$r$)::uuid
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = parent::regclass
$$;

create function create_partition(parent text, part text, lower_id uuid, upper_id uuid) returns void
language plpgsql set search_path = bulkhead, pg_temp
as $$
declare
  name text := parent || '_' || part;
  c record;
begin
  -- Attached afterwards, which unlike `create … partition of` lets others read and write meanwhile.
  execute format('create table %I (like %I including all)', name, parent);
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  if parent = 'idempotency_keys' then
    execute format('create unique index on %I (organization_id, scope_id, actor_id, operation, key_hash)', name);
  elsif parent = 'tool_call_intents' then
    execute format(
      'alter table %I add foreign key (organization_id, call_id) references %I on delete cascade',
      name, 'tool_calls_' || part);
  end if;
  -- What the planner is told of the columns; see planner-statistics.sql.
  for c in
    select attname, attoptions, attstattarget from pg_attribute
    where attrelid = parent::regclass and attnum > 0 and not attisdropped
  loop
    if c.attoptions is not null then
      execute format('alter table %I alter column %I set (%s)', name, c.attname, array_to_string(c.attoptions, ', '));
    end if;
    if coalesce(c.attstattarget, -1) >= 0 then
      execute format('alter table %I alter column %I set statistics %s', name, c.attname, c.attstattarget);
    end if;
  end loop;
  execute format('alter table %I attach partition %I for values from (%s) to (%s)', parent, name,
    coalesce(quote_literal(lower_id), 'minvalue'), coalesce(quote_literal(upper_id), 'maxvalue'));
end
$$;

-- Gives tables with the same bounds a partition for the current span of time and one for the next. Tables that refer to
-- others come behind them. Returns how many partitions were added to each.
create function add_partitions_of(parents text[], unit text, as_of timestamptz) returns integer
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
  added integer := 0;
  parent text;
  is_filled boolean;
begin
  select p.lower_id, true into later_from, has_later from partitions_of(parents[1]) p where p.part = 'later';
  if later_from >= first_id_at(wanted_until at time zone 'utc') then return 0; end if;
  if has_later then
    foreach parent in array parents loop
      execute format('alter table %I detach partition %I', parent, parent || '_later');
      execute format('alter table %I rename to %I', parent || '_later', parent || '_moving');
    end loop;
    lower_at := to_timestamp(('x' || lpad(left(replace(later_from::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
      at time zone 'utc';
  end if;
  while lower_at is null or lower_at < wanted_until loop
    -- After a long pause one partition spans all of it.
    upper_at := greatest(lower_at + span, current_from);
    foreach parent in array parents loop
      perform create_partition(parent,
        coalesce(to_char(lower_at, case unit when 'day' then 'YYYY_MM_DD' else 'YYYY_MM' end), 'earlier'),
        first_id_at(lower_at at time zone 'utc'), first_id_at(upper_at at time zone 'utc'));
    end loop;
    added := added + 1;
    lower_at := upper_at;
  end loop;
  foreach parent in array parents loop
    perform create_partition(parent, 'later', first_id_at(wanted_until at time zone 'utc'), null);
  end loop;
  if not coalesce(has_later, false) then return added; end if;
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
  return added;
end
$$;

-- Drops the partitions that end before a moment, with the one that has no lower bound: all of its rows are older. Where
-- `living` holds for a row of them, drops none. Returns how many each table lost.
create function drop_partitions_of(parents text[], before timestamptz, living text default null) returns integer
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
  order by p.upper_id desc limit 1;
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

-- Adds the partitions that are missing: of `calls`, `records` or `keys`. Each is a transaction of its own, since other
-- transactions lock these tables in any order. Another process that adds partitions is not waited for.
create function add_partitions(series text, as_of timestamptz default now()) returns integer
language plpgsql security definer set search_path = bulkhead, pg_temp set lock_timeout = '1s'
as $$
begin
  if not pg_try_advisory_xact_lock(4747006) then return 0; end if;
  return case series
    when 'calls' then add_partitions_of(array['tool_calls', 'tool_call_intents'], 'month', as_of)
    when 'records' then add_partitions_of(array['audit_records'], 'month', as_of)
    when 'keys' then add_partitions_of(array['idempotency_keys'], 'day', as_of)
  end;
end
$$;

-- Drops the partitions whose rows are all older than a moment. The clocks of servers, which make ids, may be a day behind that
-- of the database. A key that was claimed less than 24 hours ago by the clock of the database is never dropped.
create function drop_partitions(series text, before timestamptz) returns integer
language plpgsql security definer set search_path = bulkhead, pg_temp set lock_timeout = '1s'
as $$
begin
  if not pg_try_advisory_xact_lock(4747006) then return 0; end if;
  return case series
    when 'calls' then drop_partitions_of(array['tool_calls', 'tool_call_intents'], before - interval '1 day')
    when 'records' then drop_partitions_of(array['audit_records'], before - interval '1 day')
    when 'keys' then drop_partitions_of(array['idempotency_keys'], before - interval '1 day',
      $c$claimed_at > now() - interval '24 hours'$c$)
  end;
end
$$;

revoke execute on function
  first_id_at, partitions_of, create_partition, add_partitions_of, drop_partitions_of, add_partitions, drop_partitions
  from public;
grant execute on function add_partitions, drop_partitions to bulkhead_operator;

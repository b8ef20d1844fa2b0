-- Records that are only added: who did what. They hold ids and no payload, so they outlive their workspace until their
-- retention ends.
--
-- They are partitioned by the moment in their ids; see the end of this file. Several processes share the work of retention:
-- each locks the rows it deletes and skips rows locked by others. Locking a row takes the right to update it; the check of the
-- policy `operation_locks` lets nobody use that right.

-- Records --------------------------------------------------------------------------------------------------------------

create table audit_records (
  organization_id uuid not null,
  -- UUIDv7 of the server's clock.
  record_id uuid not null,
  recorded_at timestamptz not null default now(),
  event text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  code text,
  workspace_id uuid,
  subject_id uuid,
  application_id uuid,
  person_id uuid,
  token_id uuid,
  request_id uuid,
  -- The service of a connector or OAuth app that the record is about.
  definition_id uuid,
  -- The program that acted for a person, and the key that acted. A grant is gone once it has ended, so the name of its client
  -- is kept here.
  grant_id uuid,
  client_id text,
  client_name text,
  key_id uuid,
  -- The transaction of the row, noted once an export needs it; see `note_transactions`. An archive does not carry it: a restored
  -- row is of the transaction that restores.
  transaction_id xid8,
  primary key (organization_id, record_id)
) partition by range (record_id);
comment on table audit_records is 'A change or a refusal: who, what and when, by ids only.';
create index audit_records_workspace on audit_records (organization_id, workspace_id, record_id);
create index audit_records_event on audit_records (organization_id, event, record_id);
create index audit_records_refused on audit_records (organization_id, record_id) where outcome = 'refused';
create index audit_records_age on audit_records (organization_id, recorded_at);
create index audit_records_definition on audit_records (organization_id, definition_id, record_id)
  where definition_id is not null;
create index audit_records_export on audit_records (organization_id, transaction_id, record_id)
  where transaction_id is not null;
-- Nobody may change a record, and only retention deletes.
grant insert on audit_records to bulkhead_workspace, bulkhead_member;
grant select, insert on audit_records to bulkhead_organization;
grant insert, delete, select (organization_id, record_id, recorded_at), update (recorded_at) on audit_records
  to bulkhead_operator;

create table tool_calls (
  organization_id uuid not null,
  -- UUIDv7 of the moment in `at`, so that its order is the order of time.
  call_id uuid not null,
  at timestamptz not null,
  workspace_id uuid,
  connector_id uuid,
  definition_id uuid,
  entity text,
  action text,
  status text not null check (status in ('success', 'error')),
  code text,
  upstream_status integer,
  duration_ms integer not null,
  upstream_ms integer,
  request_bytes integer,
  response_bytes integer,
  request_id uuid not null,
  application_id uuid,
  person_id uuid,
  token_kind text not null check (token_kind in ('application', 'scoped', 'narrowed', 'person', 'connect', 'key')),
  -- The interface that the call came by.
  source text not null check (source in ('http', 'mcp')),
  -- What the call asked of its service, as its document declares it, and how it was sent: no value of a caller or a setting.
  method text,
  -- With its placeholders; null if the connector has a base URL of its own.
  host text,
  path text,
  attempts integer,
  -- Before it was sent: turns, tokens, planning.
  wait_ms integer,
  token_id uuid,
  has_idempotency_key boolean,
  grant_id uuid,
  client_id text,
  client_name text,
  key_id uuid,
  transaction_id xid8,
  primary key (organization_id, call_id),
  constraint tool_calls_actor check ((application_id is null) <> (person_id is null))
) partition by range (call_id);
comment on table tool_calls is 'An executed operation: ids, names that a definition declares, sizes and times; no payload.';
-- Ids of workspaces and connectors are unique, so their indexes do without the organization. Calls of a span of time are found
-- by their ids, which are in the order of time.
create index tool_calls_workspace on tool_calls (workspace_id, call_id);
create index tool_calls_connector on tool_calls (connector_id, call_id);
-- Lists of failures skip what succeeded, which has no code.
create index tool_calls_failed on tool_calls (organization_id, call_id) where status = 'error';
create index tool_calls_code on tool_calls (organization_id, code, call_id) where code is not null;
create index tool_calls_export on tool_calls (organization_id, transaction_id, call_id) where transaction_id is not null;
grant select on tool_calls to bulkhead_workspace, bulkhead_member;
grant select, insert on tool_calls to bulkhead_organization;
grant select (organization_id, call_id, at), delete, update (at) on tool_calls to bulkhead_operator;

-- The caller's own words about a call and those of the service about its failure: they go with the workspace, like everything
-- else that was given to it. Each partition refers to the one of `tool_calls` with the same bounds, on delete cascade: so both
-- can be dropped without looking for rows that refer to others.
create table tool_call_intents (
  organization_id uuid not null,
  call_id uuid not null,
  workspace_id uuid not null,
  intent text,
  upstream_message text,
  primary key (organization_id, call_id)
) partition by range (call_id);
comment on table tool_call_intents is 'Why a call was made, in the caller''s words, and why it failed, in those of the service.';
create index tool_call_intents_workspace on tool_call_intents (organization_id, workspace_id, call_id);
grant select on tool_call_intents to bulkhead_workspace, bulkhead_member;
grant select, insert on tool_call_intents to bulkhead_organization;
grant select (organization_id, call_id, workspace_id), delete on tool_call_intents to bulkhead_operator;

-- Bodies that are recorded to debug a connector, each for a day. Sealed under the data key of the workspace, and gone with the
-- connector.
create table recorded_bodies (
  organization_id uuid not null,
  -- Of the row in `tool_calls`, which may be dropped with its partition first.
  call_id uuid not null,
  workspace_id uuid not null,
  connector_id uuid not null,
  recorded_at timestamptz not null default now(),
  sealed bytea not null,
  primary key (organization_id, call_id),
  foreign key (organization_id, workspace_id, connector_id) references connectors on delete cascade
);
comment on table recorded_bodies is 'Sealed request and response of a call, redacted, for a day.';
create index recorded_bodies_connector on recorded_bodies (organization_id, workspace_id, connector_id);
create index recorded_bodies_age on recorded_bodies (recorded_at);
grant select on recorded_bodies to bulkhead_workspace, bulkhead_member;
grant select, insert, delete on recorded_bodies to bulkhead_organization;
grant select (organization_id, call_id, recorded_at), delete on recorded_bodies to bulkhead_operator;

-- Operations that an organization has called: a list of calls filtered by an operation that no call has ends at once, instead
-- of looking for it through all calls.
create table called_operations (
  organization_id uuid not null,
  -- Empty where those of a call are not known.
  entity text not null,
  action text not null,
  primary key (organization_id, entity, action)
);
comment on table called_operations is 'An operation that has been called: names that a definition declares.';
grant select, insert on called_operations to bulkhead_organization;

create function add_called_operations() returns trigger language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  -- In one order, so that two processes never wait for each other.
  insert into called_operations
  select distinct organization_id, coalesce(entity, ''), coalesce(action, '') from added_calls
  order by 1, 2, 3
  on conflict do nothing;
  return null;
end
$$;
revoke execute on function add_called_operations from public;
-- Others that add calls move or restore them, and these are known.
create trigger add_called_operations after insert on tool_calls referencing new table as added_calls
  for each statement when (current_user = 'bulkhead_organization') execute function add_called_operations();

-- Calls counted by the hour -------------------------------------------------------------------------------------------

-- Charts of long times add these instead of reading every call. An hour is counted by a job once it is over. A call that is
-- added to a counted hour makes it be counted again.
create table tool_call_hours (
  organization_id uuid not null,
  -- Its beginning, in UTC.
  hour timestamptz not null,
  -- 0: all calls of the hour. Others have in common what the next columns say.
  part integer not null,
  definition_id uuid,
  entity text,
  action text,
  application_id uuid,
  person_id uuid,
  code text,
  calls integer not null,
  errors integer not null,
  -- Classes of durations, and how many calls are in each; of the whole call and of the time that the service took.
  whole_classes smallint[] not null,
  whole_calls integer[] not null,
  upstream_classes smallint[] not null,
  upstream_calls integer[] not null,
  primary key (organization_id, hour, part)
);
comment on table tool_call_hours is 'How many calls an hour had and how long they took, by service, operation, caller and code.';
grant select, insert, delete on tool_call_hours to bulkhead_organization;
grant select (organization_id, hour), delete on tool_call_hours to bulkhead_operator;

-- The busiest workspaces are found by adding these. Lists show the calls of their workspaces in the last day, and are sorted by
-- how many of these failed: the hours of one workspace, and those in which calls failed, are found by index.
create table workspace_call_hours (
  organization_id uuid not null,
  -- Its beginning, in UTC.
  hour timestamptz not null,
  part integer not null,
  -- Outlives the workspace, as its calls do. Null: calls of no workspace.
  workspace_id uuid,
  calls integer not null,
  errors integer not null,
  primary key (organization_id, hour, part)
);
comment on table workspace_call_hours is 'How many calls a workspace had in an hour.';
create index workspace_call_hours_workspace on workspace_call_hours (organization_id, workspace_id, hour);
create index workspace_call_hours_failed on workspace_call_hours (organization_id, hour) where errors > 0;
grant select, insert, delete on workspace_call_hours to bulkhead_organization;
grant select (organization_id, hour), delete on workspace_call_hours to bulkhead_operator;

create table tool_call_counting (
  organization_id uuid primary key,
  -- Hours before this one are counted. None has calls that are not, and those without rows have no calls.
  counted_until timestamptz not null,
  -- The last hour that has calls.
  newest_hour timestamptz not null,
  -- Hours before this one are counted by workspace too. Null: none is.
  workspaces_until timestamptz
);
comment on table tool_call_counting is 'How far the calls of an organization are counted by the hour.';
create index tool_call_counting_due on tool_call_counting (counted_until) where counted_until <= newest_hour;
create index tool_call_counting_workspaces_due on tool_call_counting (workspaces_until nulls first)
  where workspaces_until is null or workspaces_until <= newest_hour;
grant select, insert, update on tool_call_counting to bulkhead_organization;
grant select on tool_call_counting to bulkhead_operator;

-- The row of the organization is locked whether or not it changes. So a job that counts an hour has either all calls of it, or
-- they come here after it and find the hour counted.
create function note_added_calls() returns trigger language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  insert into tool_call_counting as k (organization_id, counted_until, newest_hour, workspaces_until)
  select organization_id, date_trunc('hour', min(at), 'UTC'), date_trunc('hour', max(at), 'UTC'), date_trunc('hour', min(at), 'UTC')
  from added_calls group by organization_id order by organization_id
  on conflict (organization_id) do update
  set counted_until = least(k.counted_until, excluded.counted_until),
    newest_hour = greatest(k.newest_hour, excluded.newest_hour),
    workspaces_until = case when k.workspaces_until is not null then least(k.workspaces_until, excluded.workspaces_until) end
  where excluded.counted_until < k.counted_until or excluded.newest_hour > k.newest_hour
    or excluded.workspaces_until < k.workspaces_until;
  delete from tool_call_hours h
  using (select distinct organization_id, date_trunc('hour', at, 'UTC') as hour from added_calls) a
  where h.organization_id = a.organization_id and h.hour = a.hour;
  return null;
end
$$;
revoke execute on function note_added_calls from public;
create trigger note_added_calls after insert on tool_calls referencing new table as added_calls
  for each statement when (current_user = 'bulkhead_organization') execute function note_added_calls();

-- Transactions of records, for exports ---------------------------------------------------------------------------------

-- A transaction that began earlier may commit later, so neither ids nor times tell which records are new to a reader. The
-- transaction of each row does: below the oldest one in progress, all rows are there. Only records that are exported need it,
-- so the triggers are disabled until the job that exports has it noted. Records from before come by their ids.
create function note_transaction() returns trigger language plpgsql
as $$
begin
  new.transaction_id := pg_catalog.pg_current_xact_id();
  return new;
end
$$;
revoke execute on function note_transaction from public;
create trigger note_transaction before insert on tool_calls
  for each row when (new.transaction_id is null) execute function note_transaction();
create trigger note_transaction before insert on audit_records
  for each row when (new.transaction_id is null) execute function note_transaction();
alter table tool_calls disable trigger note_transaction;
alter table audit_records disable trigger note_transaction;

-- Has the transactions of records noted. Servers own nothing, so it runs as the owner. When it returns, every record without a
-- transaction is committed: the locks wait for those that add some.
create function note_transactions() returns void
language plpgsql security definer set search_path = bulkhead, pg_temp set lock_timeout = '300ms'
as $$
declare
  parent text;
begin
  foreach parent in array array['audit_records', 'tool_calls'] loop
    if exists (
      select from pg_trigger where tgrelid = parent::regclass and tgname = 'note_transaction' and tgenabled = 'D'
    ) then
      execute format('alter table %I enable trigger note_transaction', parent);
    end if;
  end loop;
end
$$;
revoke execute on function note_transactions from public;
grant execute on function note_transactions to bulkhead_operator;

-- Partitions -----------------------------------------------------------------------------------------------------------

-- By time: a month each of calls, intents and audit records, a day each of
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

-- Makes the table of a partition. Until it is attached, nobody waits for it.
create function create_partition_table(parent text, part text) returns void
language plpgsql set search_path = bulkhead, pg_temp
as $$
declare
  name text := parent || '_' || part;
  c record;
begin
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
end
$$;

create function attach_partition(parent text, part text, lower_id uuid, upper_id uuid) returns void
language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  execute format('alter table %I attach partition %I for values from (%s) to (%s)', parent, parent || '_' || part,
    coalesce(quote_literal(lower_id), 'minvalue'), coalesce(quote_literal(upper_id), 'maxvalue'));
end
$$;

create function create_partition(parent text, part text, lower_id uuid, upper_id uuid) returns void
language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  perform create_partition_table(parent, part);
  perform attach_partition(parent, part, lower_id, upper_id);
end
$$;

-- Gives tables with the same bounds a partition for the current span of time and one for the next. Tables that refer to
-- others come behind them. Returns how many partitions were added to each.
--
-- Tables of new partitions are made before anything is locked that callers use. From the first lock on, only their bounds
-- change. Other partitions are not locked: that would be waited for in vain while one of them is vacuumed. Callers lock a table
-- before its partitions, and so does this.
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

-- Drops the oldest partition that ends before a moment, with the one that has no lower bound: all of its rows are older. Where
-- `living` holds for a row of them, drops none. Callers wait until it has returned, so it drops no more of them at once. Returns
-- how many each table lost.
create function drop_partitions_of(parents text[], before timestamptz, living text default null) returns integer
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

-- Adds the partitions that are missing: of `calls`, `records` or `keys`. Each is a transaction of its own, since other
-- transactions lock these tables in any order. Another process that adds partitions is not waited
-- for. While it waits for a lock, callers of its table wait behind it; the job tries again a minute later.
create function add_partitions(series text, as_of timestamptz default now()) returns integer
language plpgsql security definer set search_path = bulkhead, pg_temp set lock_timeout = '50ms'
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
language plpgsql security definer set search_path = bulkhead, pg_temp set lock_timeout = '50ms'
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
  first_id_at, partitions_of, create_partition_table, attach_partition, create_partition, add_partitions_of,
  drop_partitions_of, add_partitions, drop_partitions from public;
grant execute on function add_partitions, drop_partitions to bulkhead_operator;

-- Indexes of calls took two thirds of their bytes. Ids of workspaces and connectors are unique, so their indexes do without the
-- organization, and calls of a span of time are found by their ids, which are in the order of time.

-- Partition by partition, the oldest first: calls that are recorded meanwhile wait while the current one is indexed, and no
-- longer. An index of the whole table takes over those of its partitions.
do $$
declare
  part record;
begin
  for part in
    select inhrelid::regclass as name from pg_inherits join pg_class c on c.oid = inhrelid
    where inhparent = 'tool_calls'::regclass
    order by substring(pg_get_expr(c.relpartbound, c.oid) from $r$FROM \('([^']+)'\)$r$)::uuid nulls first
  loop
    execute format('create index on %s (workspace_id, call_id)', part.name);
    execute format('create index on %s (connector_id, call_id)', part.name);
  end loop;
end
$$;
drop index tool_calls_workspace, tool_calls_connector, tool_calls_time;
create index tool_calls_workspace on tool_calls (workspace_id, call_id);
create index tool_calls_connector on tool_calls (connector_id, call_id);

-- Only records that are exported need the transaction that they are of, and its index. The job that exports has it noted from
-- its first round on; records of before come by their ids.
alter table export_cursors no force row level security;
do $$ begin
  if not exists (select from export_cursors) then
    alter table tool_calls disable trigger note_transaction;
    alter table audit_records disable trigger note_transaction;
  end if;
end $$;
alter table export_cursors force row level security;

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

-- Records that also go to a file. A transaction that began earlier may commit later, so neither ids nor times tell which
-- records are new to a reader. The transaction of each row does: below the oldest one in progress, all rows are there.

-- Null in records of versions before this one, which are not exported. An archive does not carry it: a restored row is of the
-- transaction that restores.
alter table tool_calls add column transaction_id xid8;
alter table audit_records add column transaction_id xid8;

-- Empty when they are made, and filled in the order of time.
create index tool_calls_export on tool_calls (organization_id, transaction_id, call_id) where transaction_id is not null;
create index audit_records_export on audit_records (organization_id, transaction_id, record_id)
  where transaction_id is not null;

-- A trigger and no default: the statement that adds calls names no columns, also that of the last version. Rows that move to
-- another partition keep what they have.
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

create table export_cursors (
  organization_id uuid not null,
  -- Where the records go.
  sink text not null,
  type text not null check (type in ('audit', 'tool_call')),
  -- The last record that is there. Nothing is, after a restore.
  transaction_id xid8 not null default '0',
  record_id uuid not null default '00000000-0000-0000-0000-000000000000',
  primary key (organization_id, sink, type)
);
comment on table export_cursors is 'How far the records of an organization are exported.';
alter table export_cursors enable row level security;
alter table export_cursors force row level security;
grant select, insert, update on export_cursors to bulkhead_organization;
create policy organization_scope on export_cursors to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

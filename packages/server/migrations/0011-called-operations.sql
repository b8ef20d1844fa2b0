-- Operations that an organization has called: a list of calls filtered by an operation that no call has ends at once, instead
-- of looking for it through all calls. Added by the database, so that no version of the server has to know of it.

create table called_operations (
  organization_id uuid not null,
  -- Empty where those of a call are not known.
  entity text not null,
  action text not null,
  primary key (organization_id, entity, action)
);
comment on table called_operations is 'An operation that has been called: names that a definition declares.';
alter table called_operations enable row level security;
alter table called_operations force row level security;
grant select, insert on called_operations to bulkhead_organization;
create policy organization_scope on called_operations to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));

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

-- Row security hides rows from the owner too, unless it is lifted.
alter table tool_calls no force row level security;
alter table called_operations no force row level security;
insert into called_operations
select distinct organization_id, coalesce(entity, ''), coalesce(action, '') from tool_calls;
alter table tool_calls force row level security;
alter table called_operations force row level security;

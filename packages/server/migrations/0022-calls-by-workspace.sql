-- Calls counted by workspace and hour: the busiest workspaces are found by adding these instead of reading every call. An hour
-- is counted by a job once it is over, as in `tool_call_hours`.

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
alter table workspace_call_hours enable row level security;
alter table workspace_call_hours force row level security;
grant select, insert, delete on workspace_call_hours to bulkhead_organization;
grant select (organization_id, hour), delete on workspace_call_hours to bulkhead_operator;
create policy organization_scope on workspace_call_hours to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on workspace_call_hours to bulkhead_operator using (true);

-- Hours before this one are counted by workspace. Null: none is. The last version counts hours without it.
alter table tool_call_counting add column workspaces_until timestamptz;
create index tool_call_counting_workspaces_due on tool_call_counting (workspaces_until nulls first)
  where workspaces_until is null or workspaces_until <= newest_hour;

create or replace function note_added_calls() returns trigger language plpgsql set search_path = bulkhead, pg_temp
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

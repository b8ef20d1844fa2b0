-- Calls counted by the hour: charts of long times add these instead of reading every call. An hour is counted by a job once it
-- is over. A call that is added to a counted hour makes it be counted again, whatever version of the server adds it.

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
alter table tool_call_hours enable row level security;
alter table tool_call_hours force row level security;
grant select, insert, delete on tool_call_hours to bulkhead_organization;
grant select (organization_id, hour), delete on tool_call_hours to bulkhead_operator;
create policy organization_scope on tool_call_hours to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on tool_call_hours to bulkhead_operator using (true);

create table tool_call_counting (
  organization_id uuid primary key,
  -- Hours before this one are counted. None has calls that are not, and those without rows have no calls.
  counted_until timestamptz not null,
  -- The last hour that has calls.
  newest_hour timestamptz not null
);
comment on table tool_call_counting is 'How far the calls of an organization are counted by the hour.';
create index tool_call_counting_due on tool_call_counting (counted_until) where counted_until <= newest_hour;
alter table tool_call_counting enable row level security;
alter table tool_call_counting force row level security;
grant select, insert, update on tool_call_counting to bulkhead_organization;
grant select on tool_call_counting to bulkhead_operator;
create policy organization_scope on tool_call_counting to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on tool_call_counting for select to bulkhead_operator using (true);

-- The row of the organization is locked whether or not it changes. So a job that counts an hour has either all calls of it, or
-- they come here after it and find the hour counted.
create function note_added_calls() returns trigger language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  insert into tool_call_counting as k (organization_id, counted_until, newest_hour)
  select organization_id, date_trunc('hour', min(at), 'UTC'), date_trunc('hour', max(at), 'UTC')
  from added_calls group by organization_id order by organization_id
  on conflict (organization_id) do update
  set counted_until = least(k.counted_until, excluded.counted_until),
    newest_hour = greatest(k.newest_hour, excluded.newest_hour)
  where excluded.counted_until < k.counted_until or excluded.newest_hour > k.newest_hour;
  delete from tool_call_hours h
  using (select distinct organization_id, date_trunc('hour', at, 'UTC') as hour from added_calls) a
  where h.organization_id = a.organization_id and h.hour = a.hour;
  return null;
end
$$;
revoke execute on function note_added_calls from public;
create trigger note_added_calls after insert on tool_calls referencing new table as added_calls
  for each statement when (current_user = 'bulkhead_organization') execute function note_added_calls();

-- Row security hides rows from the owner too, unless it is lifted.
alter table tool_calls no force row level security;
alter table tool_call_counting no force row level security;
insert into tool_call_counting
select organization_id, date_trunc('hour', min(at), 'UTC'), date_trunc('hour', max(at), 'UTC')
from tool_calls group by organization_id;
alter table tool_calls force row level security;
alter table tool_call_counting force row level security;

-- Every statement of a request or a job finds its rows by an index; a test plans each of them on all versions ----

-- An attempt finds its key by its claim, and so does the job that deletes keys.
create unique index idempotency_keys_claim on idempotency_keys (organization_id, claim_id);

-- Failed calls by code. Calls that went well have none.
create index tool_calls_code on tool_calls (organization_id, code, call_id) where code is not null;

create index audit_records_event on audit_records (organization_id, event, record_id);
create index audit_records_refused on audit_records (organization_id, record_id) where outcome = 'refused';

-- An intent is looked up by its call, within the workspace that the policy asks for.
drop index tool_call_intents_workspace;
create index tool_call_intents_workspace on tool_call_intents (organization_id, workspace_id, call_id);

create index workspaces_inactive on workspaces (organization_id, workspace_id) where status = 'inactive';

-- Removals whose workspace has no rows left wait until no transaction can add any, and are not looked at until then.
alter table workspace_removals add column emptied_at timestamptz;
create index workspace_removals_due on workspace_removals (deleted_at) where emptied_at is null;
create index workspace_removals_emptied on workspace_removals (deleted_at) where emptied_at is not null;
grant update (emptied_at) on workspace_removals to bulkhead_operator;

-- A process whose memory of revocations is stale asks for single tokens.
create index revocations_subject on revocations (organization_id, subject_id);

-- Several processes share the work of retention: each locks what it deletes, and skips what another has locked.
-- To lock a row takes the right to update it. The check lets nobody use that right.
grant update (recorded_at) on audit_records to bulkhead_operator;
grant update (at) on tool_calls to bulkhead_operator;
grant update (claimed_at) on idempotency_keys to bulkhead_operator;

do $$
declare
  name text;
begin
  foreach name in array array['audit_records', 'tool_calls', 'idempotency_keys'] loop
    execute format('drop policy operation on %I', name);
    execute format('create policy operation on %I for select to bulkhead_operator using (true)', name);
    execute format('create policy operation_locks on %I for update to bulkhead_operator using (true) with check (false)', name);
    execute format('create policy operation_deletes on %I for delete to bulkhead_operator using (true)', name);
  end loop;
end
$$;
create policy operation_adds on audit_records for insert to bulkhead_operator with check (true);

-- A subquery with EXISTS may be run once for all rows, as a hash of every workspace of the organization, and is where a
-- planner takes the organization for one of average size: to find one connector it read 40,000 workspaces. A comparison
-- with one value is looked up by index, row by row.
do $$
declare
  name text;
begin
  foreach name in array array[
    'connectors', 'connector_credentials', 'connector_tokens', 'oauth_flows', 'oauth_secrets', 'tool_call_intents'
  ] loop
    execute format(
      'alter policy organization_scope on %1$I using (
         organization_id = (select current_setting(''app.organization_id'')::uuid)
         and workspace_id = (
           select w.workspace_id from workspaces w
           where w.organization_id = %1$I.organization_id and w.workspace_id = %1$I.workspace_id
         )
       )', name);
  end loop;
  -- What belongs to deleted workspaces and to no others: a removal alone is no proof of deletion.
  foreach name in array array['connectors', 'tool_call_intents'] loop
    execute format(
      'alter policy operation on %1$I using (
         workspace_id = (
           select r.workspace_id from workspace_removals r
           where r.organization_id = %1$I.organization_id and r.workspace_id = %1$I.workspace_id
         )
         and (
           select w.workspace_id from workspaces w
           where w.organization_id = %1$I.organization_id and w.workspace_id = %1$I.workspace_id
         ) is null
       )', name);
  end loop;
end
$$;
alter policy organization_scope on identity.people using (
  id = (
    select m.person_id from identity.members m
    where m.organization_id = (select current_setting('app.organization_id')::uuid) and m.person_id = people.id
  )
);

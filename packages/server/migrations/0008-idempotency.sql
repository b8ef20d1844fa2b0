-- Requests that carried an Idempotency-Key. Of the key and of the request there are keyed hashes only; the reply is sealed.
create table idempotency_keys (
  organization_id uuid not null,
  -- The workspace of a scoped token; for an application token the organization itself.
  scope_id uuid not null,
  -- The application or the person.
  actor_id uuid not null,
  operation text not null,
  key_hash bytea not null,
  request_hash bytea not null,
  -- The workspace whose data key seals the reply; null is the organization's data key.
  workspace_id uuid,
  -- One attempt, by one process.
  claim_id uuid not null,
  process_id uuid not null,
  -- claimed: nothing was done; applied: it was done, or may have been; done: and this was the reply.
  state text not null check (state in ('claimed', 'applied', 'done')),
  claimed_at timestamptz not null default now(),
  sealed_reply bytea,
  primary key (organization_id, scope_id, actor_id, operation, key_hash),
  check ((state = 'done') = (sealed_reply is not null))
);
comment on table idempotency_keys is 'A request that carried an Idempotency-Key, and its sealed reply, for 24 hours.';
create index idempotency_keys_workspace on idempotency_keys (organization_id, workspace_id);
create index idempotency_keys_age on idempotency_keys (claimed_at);
-- An attempt finds its key by its claim, and so does the job that deletes keys.
create unique index idempotency_keys_claim on idempotency_keys (organization_id, claim_id);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;

grant select, insert, update, delete on idempotency_keys to bulkhead_workspace, bulkhead_organization;
-- The right to update is the right to lock; see 0007.
grant select (organization_id, workspace_id, claim_id, claimed_at), delete, update (claimed_at) on idempotency_keys
  to bulkhead_operator;

create policy workspace_scope on idempotency_keys to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and scope_id = (select current_setting('app.workspace_id')::uuid)
);
-- An application token does not reach keys of scoped tokens.
create policy organization_scope on idempotency_keys to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and scope_id = (select current_setting('app.organization_id')::uuid)
);
create policy operation on idempotency_keys for select to bulkhead_operator using (true);
create policy operation_locks on idempotency_keys for update to bulkhead_operator using (true) with check (false);
create policy operation_deletes on idempotency_keys for delete to bulkhead_operator using (true);

-- Requests that carried an Idempotency-Key. Of the key and of the request there are keyed hashes only; the reply is sealed.
--
-- Partitioned by the moment in `claim_id`, a day each; see 0009. A unique index over all of them would have to contain
-- `claim_id`, so two things keep a key from being claimed twice: an advisory lock on its hash, under which a claim looks into
-- every partition (`idempotency/claim-key.ts`), and a unique index on the key in each partition.
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
  -- One attempt, by one process: a UUIDv7 of its clock.
  claim_id uuid not null,
  process_id uuid not null,
  -- claimed: nothing was done; applied: it was done, or may have been; done: and this was the reply.
  state text not null check (state in ('claimed', 'applied', 'done')),
  claimed_at timestamptz not null default now(),
  sealed_reply bytea,
  primary key (organization_id, claim_id),
  check ((state = 'done') = (sealed_reply is not null))
) partition by range (claim_id);
comment on table idempotency_keys is 'A request that carried an Idempotency-Key, and its sealed reply, for 24 hours.';
create index idempotency_keys_workspace on idempotency_keys (organization_id, workspace_id);
create index idempotency_keys_age on idempotency_keys (claimed_at);
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

-- What jobs work off: events for webhook endpoints, exports of records, replies kept for retries, and counters.

-- Webhooks: endpoints, the outbox that changes write to in their own transaction, and what is delivered to each endpoint

create table webhook_endpoints (
  organization_id uuid not null references organizations,
  endpoint_id uuid not null,
  url text not null,
  description text,
  -- Null: all.
  event_types text[],
  workspace_ids uuid[],
  status text not null default 'enabled' check (status in ('enabled', 'disabled')),
  -- Who or what disabled it; a word of ours.
  disabled_reason text check (disabled_reason in ('caller', 'failing')),
  disabled_at timestamptz,
  -- Secrets that sign, sealed under the data key of the organization; the one before signs too while it is replaced.
  sealed bytea not null,
  previous_sealed bytea,
  previous_until timestamptz,
  -- The last sequence number that was given to a delivery.
  sequence bigint not null default 0,
  -- Tries since the last that succeeded.
  failures integer not null default 0,
  failing_since timestamptz,
  -- A word of ours, and the status of the response.
  failure text,
  failure_status integer,
  delivered_at timestamptz,
  -- When there is something to send; null while nothing waits.
  next_at timestamptz,
  -- The process that sends. A process that died leaves a lease that ends.
  lease_id uuid,
  leased_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, endpoint_id)
);
comment on table webhook_endpoints is 'Where an organization is told of events, and how that goes.';
create index webhook_endpoints_due on webhook_endpoints (next_at) where next_at is not null;
-- Whether an event is wanted at all; which workspaces an endpoint is about is looked at later.
grant select (organization_id, status, event_types) on webhook_endpoints to bulkhead_workspace, bulkhead_member;
grant select, insert, update, delete on webhook_endpoints to bulkhead_organization;
grant select (organization_id, endpoint_id, next_at, lease_id, leased_until), update (lease_id, leased_until)
  on webhook_endpoints to bulkhead_operator;

-- Empty but for the last second: a job makes deliveries of the events and deletes them.
create table events (
  organization_id uuid not null,
  event_id uuid not null,
  type text not null,
  workspace_id uuid not null,
  connector_id uuid,
  session_id uuid,
  data jsonb not null,
  -- Of the database's clock, and of the statement: who changes the same row later records later.
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (organization_id, event_id)
-- Rows come and go: what was deleted is in the way of who looks for the next.
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
comment on table events is 'A change that webhook endpoints are still to be told of.';
create index events_age on events (organization_id, recorded_at, event_id);
grant insert on events to bulkhead_workspace, bulkhead_member;
-- Erasing an end user reaches events and deliveries too.
grant select, insert, delete, update (data) on events to bulkhead_organization;
grant select (organization_id, recorded_at) on events to bulkhead_operator;

create table webhook_deliveries (
  organization_id uuid not null,
  endpoint_id uuid not null,
  delivery_id uuid not null,
  -- Of the endpoint, without gaps.
  sequence bigint not null,
  -- The same for all endpoints that are told of it.
  event_id uuid not null,
  type text not null,
  -- Null for a ping.
  workspace_id uuid,
  -- Deliveries of one subject are sent one after the other: of a connector, a session or a workspace.
  subject_id uuid not null,
  -- The body, byte for byte.
  payload text not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
  recorded_at timestamptz not null,
  -- From then on 24 hours are tried.
  pending_since timestamptz not null default now(),
  due_at timestamptz not null default now(),
  -- Since it waits.
  attempts integer not null default 0,
  -- Each with its moment, duration, status and code: no header and no body.
  tries jsonb not null,
  finished_at timestamptz,
  end_user_id text,
  primary key (organization_id, endpoint_id, delivery_id),
  foreign key (organization_id, endpoint_id) references webhook_endpoints on delete cascade
);
comment on table webhook_deliveries is 'An event for one endpoint: what is sent, and how that went.';
create index webhook_deliveries_due on webhook_deliveries (organization_id, endpoint_id, due_at, sequence)
  where state = 'pending';
create index webhook_deliveries_subject on webhook_deliveries (organization_id, endpoint_id, subject_id, sequence)
  where state = 'pending';
create index webhook_deliveries_finished on webhook_deliveries (state, finished_at) where state <> 'pending';
create index webhook_deliveries_end_user on webhook_deliveries (organization_id, end_user_id)
  where end_user_id is not null;
grant select, insert, update, delete on webhook_deliveries to bulkhead_organization;
grant select (organization_id, endpoint_id, delivery_id, state, finished_at), delete on webhook_deliveries
  to bulkhead_operator;

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
grant select, insert, update on export_cursors to bulkhead_organization;

-- Requests that carried an Idempotency-Key. Of the key and of the request there are keyed hashes only; the reply is sealed.
--
-- Partitioned by the moment in `claim_id`, a day each; see 0105. A unique index over all of them would have to contain
-- `claim_id`, so two things keep a key from being claimed twice: an advisory lock on its hash, under which a claim looks into
-- every partition (`access/idempotency/claim-key.ts`), and a unique index on the key in each partition.
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
grant select, insert, update, delete on idempotency_keys to bulkhead_workspace, bulkhead_organization, bulkhead_member;
-- The right to update is the right to lock; see 0105.
grant select (organization_id, workspace_id, claim_id, claimed_at), delete, update (claimed_at) on idempotency_keys
  to bulkhead_operator;

-- Counters that all processes share. Not logged: written without waiting for a disk, in no backup, and empty after a crash of the
-- database. The columns and their order are those of `rate-limiter-flexible`.
create unlogged table rate_limits (
  -- What is counted, and a hash of whom.
  key text primary key,
  points integer not null,
  -- Milliseconds since the epoch.
  expire bigint
);
comment on table rate_limits is 'How often something happened in a window of time, such as wrong passwords, counted over all processes.';
create index rate_limits_expire on rate_limits (expire);
grant select, insert, update (points, expire) on rate_limits to bulkhead_authenticator;
grant select (key, expire), delete on rate_limits to bulkhead_operator;

-- Random marks of the primary. A standby of a copy has the same identifier and timeline, and lacks the marks that were made since.
create table replica_marks (
  mark uuid primary key,
  made_at timestamptz not null default now()
);
comment on table replica_marks is 'A random mark that standbys of this server have and those of a copy lack.';
grant select, insert, delete on replica_marks to bulkhead_authenticator;

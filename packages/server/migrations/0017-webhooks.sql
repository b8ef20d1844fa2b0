-- Webhooks: endpoints, the outbox that changes write to in their own transaction, and what is delivered to each endpoint.

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
alter table webhook_endpoints enable row level security;
alter table webhook_endpoints force row level security;

-- Whether an event is wanted at all; which workspaces an endpoint is about is looked at later.
grant select (organization_id, status, event_types) on webhook_endpoints to bulkhead_workspace;
grant select, insert, update, delete on webhook_endpoints to bulkhead_organization;
grant select (organization_id, endpoint_id, next_at, lease_id, leased_until), update (lease_id, leased_until)
  on webhook_endpoints to bulkhead_operator;

create policy workspace_scope on webhook_endpoints for select to bulkhead_workspace
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy organization_scope on webhook_endpoints to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on webhook_endpoints to bulkhead_operator using (true);

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
alter table events enable row level security;
alter table events force row level security;

grant insert on events to bulkhead_workspace;
grant select, insert, delete on events to bulkhead_organization;
grant select (organization_id, recorded_at) on events to bulkhead_operator;

create policy workspace_scope on events for insert to bulkhead_workspace with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on events to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on events for select to bulkhead_operator using (true);

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
  primary key (organization_id, endpoint_id, delivery_id),
  foreign key (organization_id, endpoint_id) references webhook_endpoints on delete cascade
);
comment on table webhook_deliveries is 'An event for one endpoint: what is sent, and how that went.';
create index webhook_deliveries_due on webhook_deliveries (organization_id, endpoint_id, due_at, sequence)
  where state = 'pending';
create index webhook_deliveries_subject on webhook_deliveries (organization_id, endpoint_id, subject_id, sequence)
  where state = 'pending';
create index webhook_deliveries_finished on webhook_deliveries (state, finished_at) where state <> 'pending';
alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;

grant select, insert, update, delete on webhook_deliveries to bulkhead_organization;
grant select (organization_id, endpoint_id, delivery_id, state, finished_at), delete on webhook_deliveries
  to bulkhead_operator;

create policy organization_scope on webhook_deliveries to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy operation on webhook_deliveries to bulkhead_operator using (true);

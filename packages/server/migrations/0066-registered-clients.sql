-- Clients that admins register for their organization.

alter table identity.agent_clients
  -- Whether the organization vouches for it. A client that registered itself is never verified.
  add column verified boolean not null default false,
  add column updated_at timestamptz not null default now(),
  add constraint agent_clients_verified check (not verified or registered_by is not null);

grant update (metadata, verified, updated_at) on identity.agent_clients to bulkhead_identity;

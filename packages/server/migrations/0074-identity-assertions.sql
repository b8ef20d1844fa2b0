-- Identity assertions (ID-JAG): a provider approves programs for its people, who are not asked.

-- Whether programs that the organization registered act for people whom the provider names.
alter table identity.providers add column approves_agents boolean not null default false;

alter table identity.agent_grants
  -- Whether the provider approved it, and not the person.
  add column asserted boolean not null default false,
  add constraint agent_grants_asserted check (not asserted or (identity_id is not null and workspace_id is not null));
create unique index agent_grants_asserted on identity.agent_grants (organization_id, person_id, client_id, workspace_id)
  where asserted;

-- The next assertion takes the grant up.
grant update (client_name, redirect_origin, narrowing, expires_at, identity_id) on identity.agent_grants to bulkhead_identity;

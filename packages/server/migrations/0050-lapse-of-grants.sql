-- A grant to a program that was made in a session by a provider pauses when that session does.

-- The identity by which the person was signed in; null in a session by a password.
alter table identity.agent_grants add column identity_id uuid;
alter table identity.agent_grants
  add foreign key (organization_id, identity_id) references identity.identities on delete cascade;
create index agent_grants_identity on identity.agent_grants (organization_id, identity_id);

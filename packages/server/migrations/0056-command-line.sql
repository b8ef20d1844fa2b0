-- Sign-in of the command line: grants that reach what their person reaches, and codes that are typed on another device.

alter table identity.agent_grants
  alter column workspace_id drop not null,
  drop constraint agent_grants_client_kind_check,
  add constraint agent_grants_client_kind_check
    check (client_kind in ('dynamic', 'document', 'registered', 'first_party')),
  -- No other program acts outside of one workspace.
  add constraint agent_grants_everywhere check (workspace_id is not null or client_kind = 'first_party');
comment on column identity.agent_grants.workspace_id is 'Null: it reaches what its person reaches.';

-- The code is what a person types, so no row has it.
alter table identity.agent_rows add column user_code_hash bytea;
create unique index agent_rows_user_code on identity.agent_rows (user_code_hash) where user_code_hash is not null;

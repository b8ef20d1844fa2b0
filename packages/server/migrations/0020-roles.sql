-- Roles of people. Owners and admins act as the organization. A member acts as `bulkhead_member`, whose policies know the
-- workspaces that the member reaches, each with a level: a viewer reads, a user executes and connects, a manager changes what
-- is there too.

grant usage on schema bulkhead to bulkhead_member;
grant usage on schema identity to bulkhead_member;

alter table identity.members drop constraint members_role_check;
alter table identity.members add constraint members_role_check check (role in ('owner', 'admin', 'member'));
-- Tokens that a person minted carry it. Whatever changes the rights of the person raises it, which ends them.
alter table identity.members add column epoch integer not null default 1;
alter table oauth_flows add column person_epoch integer;
grant select (person_epoch) on oauth_flows to bulkhead_authenticator;
grant update (role, epoch) on identity.members to bulkhead_organization;

-- `member`: tokens that carry an older epoch of the person are revoked, and no session. `person` ends both.
alter table revocations drop constraint revocations_kind_check;
alter table revocations add constraint revocations_kind_check check (
  kind in (
    'token', 'secret', 'person', 'member', 'workspace', 'application', 'organization', 'connector', 'refresh'
  )
);

-- Who reaches a workspace ----------------------------------------------------------------------------------------------

create table workspace_members (
  organization_id uuid not null,
  workspace_id uuid not null,
  person_id uuid not null,
  level text not null check (level in ('viewer', 'user', 'manager')),
  -- Given by a person, or by the claims of a provider, which take away what they gave and nothing else.
  origin text not null default 'given' check (origin in ('given', 'provider')),
  created_at timestamptz not null default now(),
  primary key (organization_id, workspace_id, person_id),
  -- A workspace that is deleted takes them along, so no policy has to ask whether it is there still.
  foreign key (organization_id, workspace_id) references workspaces on delete cascade,
  foreign key (organization_id, person_id) references identity.members on delete cascade
);
comment on table workspace_members is 'A person''s level in a workspace. It counts while the person''s role is member.';
create index workspace_members_person on workspace_members (organization_id, person_id);
alter table workspace_members enable row level security;
alter table workspace_members force row level security;

create table open_workspaces (
  organization_id uuid not null,
  workspace_id uuid not null,
  level text not null check (level in ('viewer', 'user', 'manager')),
  primary key (organization_id, workspace_id),
  foreign key (organization_id, workspace_id) references workspaces on delete cascade
);
comment on table open_workspaces is 'A workspace that every member of the organization reaches, with the level of all.';
alter table open_workspaces enable row level security;
alter table open_workspaces force row level security;

grant select, insert, delete, update (level, origin) on workspace_members to bulkhead_organization;
grant select, insert, delete, update (level) on open_workspaces to bulkhead_organization;
grant select on workspace_members, open_workspaces to bulkhead_member;
grant select (organization_id, person_id, role) on identity.members to bulkhead_member;
grant insert on open_workspaces to bulkhead_operator;

create policy organization_scope on workspace_members to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy organization_scope on open_workspaces to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy member_reads on workspace_members for select to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and person_id = (select current_setting('app.person_id')::uuid)
);
create policy member_reads on open_workspaces for select to bulkhead_member
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy member_reads on identity.members for select to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and person_id = (select current_setting('app.person_id')::uuid)
);
create policy operation on open_workspaces for insert to bulkhead_operator with check (true);

-- Everybody reaches the workspace `default`. Row security hides rows from the owner too, unless it is lifted.
alter table workspaces no force row level security;
alter table open_workspaces no force row level security;
insert into open_workspaces select organization_id, workspace_id, 'user' from workspaces where name = 'default';
alter table workspaces force row level security;
alter table open_workspaces force row level security;

-- Workspaces that the person of the transaction reaches with one of the levels, by a row of the own or by one for everybody;
-- none for a person whose role in the organization is another, or who is not in it. Policies call it in a subquery, so that
-- a statement asks once and then looks its rows up by index. It runs with the rights of the caller.
create function reached(levels text[]) returns uuid[] language sql stable
begin atomic
  select coalesce(array_agg(distinct r.workspace_id), '{}')
  from identity.members p, lateral (
    select m.workspace_id from workspace_members m
    where m.organization_id = p.organization_id and m.person_id = p.person_id and m.level = any (levels)
    union all
    select o.workspace_id from open_workspaces o
    where o.organization_id = p.organization_id and o.level = any (levels)
  ) r
  where p.organization_id = current_setting('app.organization_id')::uuid
    and p.person_id = current_setting('app.person_id')::uuid
    and p.role = 'member';
end;
revoke execute on function reached from public;
grant execute on function reached to bulkhead_member;

-- What a member reaches -------------------------------------------------------------------------------------------------

do $$
declare
  viewer constant text := '{viewer,user,manager}';
  app_user constant text := '{user,manager}';
  manager constant text := '{manager}';
  wall record;
begin
  for wall in
    select * from (values
      ('workspaces', 'select', viewer),
      -- The epoch alone: a manager ends the tokens of the workspace.
      ('workspaces', 'update', manager),
      ('workspace_names', 'select', viewer),
      ('workspace_keys', 'select', app_user),
      ('connectors', 'select', viewer),
      ('connectors', 'insert', app_user),
      ('connectors', 'update', manager),
      ('connectors', 'delete', manager),
      ('connector_credentials', 'select', app_user),
      ('connector_credentials', 'insert', app_user),
      ('connector_credentials', 'update', manager),
      ('connector_credentials', 'delete', manager),
      ('connector_tokens', 'select', viewer),
      ('connector_tokens', 'insert', app_user),
      ('connector_tokens', 'update', manager),
      ('connector_tokens', 'delete', manager),
      ('oauth_flows', 'insert', app_user),
      ('oauth_secrets', 'select', app_user),
      ('oauth_secrets', 'insert', app_user),
      ('oauth_secrets', 'delete', app_user),
      ('tool_calls', 'select', viewer),
      ('tool_call_intents', 'select', viewer),
      ('recorded_bodies', 'select', app_user)
    ) as walls (of_table, verb, levels)
  loop
    execute format('create policy member_%ss on %I for %s to bulkhead_member %s (
        organization_id = (select current_setting(''app.organization_id'')::uuid)
        and workspace_id = any ((select reached(%L))::uuid[])
      )',
      wall.verb, wall.of_table, wall.verb, case wall.verb when 'insert' then 'with check' else 'using' end, wall.levels);
    execute format('grant %s%s on %I to bulkhead_member',
      wall.verb, case wall.of_table || ' ' || wall.verb when 'workspaces update' then ' (epoch)' else '' end, wall.of_table);
  end loop;
end
$$;

-- What concerns no workspace is recorded too.
grant insert on audit_records to bulkhead_member;
create policy member_inserts on audit_records for insert to bulkhead_member with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and (select current_setting('app.person_id')::uuid) is not null
  and (workspace_id is null or workspace_id = any ((select reached('{viewer,user,manager}'))::uuid[]))
);

-- Whether an event is wanted at all, as for workspaces.
grant select (organization_id, status, event_types) on webhook_endpoints to bulkhead_member;
create policy member_reads on webhook_endpoints for select to bulkhead_member
  using (organization_id = (select current_setting('app.organization_id')::uuid));
grant insert on events to bulkhead_member;
create policy member_inserts on events for insert to bulkhead_member with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = any ((select reached('{user,manager}'))::uuid[])
);

-- A manager ends the tokens of a workspace; other kinds end what the server has found to be the person's.
grant insert on revocations to bulkhead_member;
create policy member_inserts on revocations for insert to bulkhead_member with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and (select current_setting('app.person_id')::uuid) is not null
  and (
    kind in ('token', 'connector', 'refresh')
    or kind = 'workspace' and subject_id = any ((select reached('{manager}'))::uuid[])
  )
);

-- Requests of a person are in a scope of the person's own.
grant select, insert, update, delete on idempotency_keys to bulkhead_member;
create policy member_scope on idempotency_keys to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and scope_id = (select current_setting('app.person_id')::uuid)
);

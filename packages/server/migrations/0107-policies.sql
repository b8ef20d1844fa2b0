-- Which role sees which row of which table: decided here, and nowhere else.
--
-- A policy reads its settings without `missing_ok`: a transaction that never stated its tenant raises instead of seeing
-- nothing or everything. FORCE confines the owner too, so that only the roles named below read a row. What a role may do with
-- the rows that it sees, and which columns it sees of them, is granted where the table is made.

do $$
declare
  t record;
begin
  for t in
    select c.oid::regclass as name from pg_class c
    where c.relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) and c.relkind in ('r', 'p')
      and c.relname <> 'schema_migrations'
  loop
    execute format('alter table %s enable row level security', t.name);
    execute format('alter table %s force row level security', t.name);
  end loop;
end
$$;

-- A line for each table.
--
-- organization  rows: those of the organization. living: of them those whose workspace exists. Policies compare the workspace
--               with one value read from `workspaces`, so that rows of a deleted workspace are out of reach at once. EXISTS
--               could be run once for all rows, as a hash of every workspace of the organization; a comparison with one value
--               is looked up by index, row by row.
-- workspace     rows, living: of those of the organization the ones of the workspace.
-- member        the level in the row's workspace that it takes to select, insert, update and delete: v viewer, u user,
--               m manager, - nobody.
-- operator      rows: all. retired: all to read and to delete; and to lock, which takes the right to update, that the check lets
--               nobody use. removed: rows of deleted workspaces and no others; a removal alone is no proof of deletion.
-- sign_in       auth: all, to bulkhead_authenticator, which looks up what a caller brings before anyone is known; own: of them
--               those of the stated organization. identity: all, to bulkhead_identity.
--
-- A verb after a word narrows it: `rows select`. Tables with a policy that no word says have it below.
do $$
declare
  p record;
  of_organization constant text := 'organization_id = (select current_setting(''app.organization_id'')::uuid)';
begin
  for p in
    select t.name, r.* from (values
      --  table                         organization     workspace         member  operator         sign_in
      ('bulkhead.keyring_versions',         null,            null,             null,   'rows',          null),
      ('bulkhead.retired_kek_versions',     null,            null,             null,   'rows',          null),
      ('bulkhead.server_secrets',           null,            null,             null,   'rows',          'auth select'),
      ('bulkhead.organizations',            'rows',          null,             null,   'rows',          'own select'),
      ('bulkhead.organization_keys',        'rows',          null,             null,   'rows',          null),
      ('bulkhead.organization_branding',    'rows',          null,             null,   null,            'auth select'),
      ('bulkhead.workspace_names',          'rows',          'rows',           'v---', 'rows',          null),
      ('bulkhead.workspaces',               'rows',          'rows',           'v-m-', 'rows',          'own select'),
      ('bulkhead.workspace_keys',           'rows',          'rows',           'u---', 'rows',          null),
      ('bulkhead.workspace_removals',       'rows',          null,             null,   'rows',          null),

      ('identity.people',                   null,            null,             null,   'rows select',   'identity'),
      ('identity.sessions',                 null,            null,             null,   null,            'identity'),
      ('identity.passwords',                null,            null,             null,   null,            'identity'),
      ('identity.verifications',            null,            null,             null,   null,            'identity'),
      ('identity.members',                  'rows',          null,             null,   'rows select',   'identity'),
      ('bulkhead.workspace_members',        'rows',          null,             null,   null,            null),
      ('bulkhead.open_workspaces',          'rows',          null,             null,   'rows insert',   null),
      ('identity.sign_up_links',            null,            null,             null,   'rows',          'identity'),
      ('identity.second_factors',           'rows',          null,             null,   null,            'identity'),
      ('identity.recovery_codes',           'rows',          null,             null,   null,            null),
      ('identity.passkeys',                 'rows',          null,             null,   null,            'identity'),
      ('identity.passkey_sessions',         null,            null,             null,   null,            'identity'),
      ('identity.providers',                'rows',          null,             null,   null,            'identity'),
      ('identity.domains',                  'rows',          null,             null,   'rows',          'identity'),
      ('identity.identities',               'rows',          null,             null,   null,            'identity'),
      ('identity.session_origins',          null,            null,             null,   null,            'identity'),
      ('identity.sign_in_policies',         'rows',          null,             null,   null,            'identity'),
      ('identity.directory_tokens',         'rows',          null,             null,   null,            'identity'),
      ('identity.directory_groups',         'rows',          null,             null,   null,            null),
      ('identity.directory_members',        'rows',          null,             null,   null,            null),
      ('identity.agent_clients',            null,            null,             null,   null,            'identity'),
      ('identity.agent_grants',             'rows',          null,             null,   null,            'identity'),
      ('identity.agent_rows',               null,            null,             null,   null,            'identity'),

      ('bulkhead.applications',             'rows',          null,             null,   'rows',          'auth select'),
      ('bulkhead.application_secrets',      'rows',          null,             null,   'rows',          'auth select'),
      ('bulkhead.signing_keys',             null,            null,             null,   'rows',          'auth select'),
      ('bulkhead.access_keys',              'rows',          'rows',           null,   'rows',          'auth select'),
      ('bulkhead.revocations',              'rows insert',   null,             null,   'rows',          'auth select'),

      ('bulkhead.organization_definitions', 'rows',          null,             null,   null,            null),
      ('bulkhead.connectors',               'living',        'living',         'vumm', 'removed',       null),
      ('bulkhead.connector_credentials',    'living',        'living',         'uumm', null,            null),
      ('bulkhead.connector_tokens',         'living',        'living',         'vumm', 'rows',          null),
      ('bulkhead.connector_access',         'living',        'living select',  'v---', null,            null),
      ('bulkhead.oauth_clients',            'rows',          null,             null,   null,            null),
      ('bulkhead.oauth_flows',              'living',        'living',         '-u--', 'rows',          'auth select'),
      ('bulkhead.oauth_secrets',            'living',        'living',         'uu-u', 'rows',          null),
      ('bulkhead.connect_sessions',         'living',        'living',         'uu--', 'rows',          'auth select'),

      ('bulkhead.audit_records',            'rows',          'rows insert',    null,   'retired',       null),
      ('bulkhead.tool_calls',               'rows',          'rows select',    'v---', 'retired',       null),
      ('bulkhead.tool_call_intents',        'living',        'living select',  'v---', 'removed',       null),
      ('bulkhead.recorded_bodies',          'living',        'living select',  'u---', 'rows',          null),
      ('bulkhead.called_operations',        'rows',          null,             null,   null,            null),
      ('bulkhead.tool_call_hours',          'rows',          null,             null,   'rows',          null),
      ('bulkhead.workspace_call_hours',     'rows',          null,             null,   'rows',          null),
      ('bulkhead.tool_call_counting',       'rows',          null,             null,   'rows select',   null),

      ('bulkhead.webhook_endpoints',        'rows',          null,             null,   'rows',          null),
      ('bulkhead.events',                   'rows',          'rows insert',    '-u--', 'rows select',   null),
      ('bulkhead.webhook_deliveries',       'rows',          null,             null,   'rows',          null),
      ('bulkhead.export_cursors',           'rows',          null,             null,   null,            null),
      ('bulkhead.idempotency_keys',         null,            null,             null,   'retired',       null),
      ('bulkhead.rate_limits',              null,            null,             null,   'rows',          null)
    ) as t (name, organization, workspace, member, operator, sign_in),
    lateral (
      select 'organization_scope' as policy, 'bulkhead_organization' as role, t.organization as says,
        case split_part(t.organization, ' ', 1)
          when 'rows' then of_organization
          when 'living' then of_organization || format(' and workspace_id = (
            select w.workspace_id from workspaces w
            where w.organization_id = %1$s.organization_id and w.workspace_id = %1$s.workspace_id)', t.name)
        end as sees, null as checked
      union all
      select 'workspace_scope', 'bulkhead_workspace', t.workspace,
        case split_part(t.workspace, ' ', 1)
          when 'rows' then of_organization || ' and workspace_id = (select current_setting(''app.workspace_id'')::uuid)'
          when 'living' then of_organization || ' and workspace_id = (
            select w.workspace_id from workspaces w
            where w.organization_id = current_setting(''app.organization_id'')::uuid
              and w.workspace_id = current_setting(''app.workspace_id'')::uuid)'
        end, null
      union all
      select 'member_' || m.verb || 's', 'bulkhead_member', 'level ' || m.verb,
        of_organization || format(' and workspace_id = any ((select reached(%L))::uuid[])',
          case m.level when 'v' then '{viewer,user,manager}' when 'u' then '{user,manager}' when 'm' then '{manager}' end), null
      from unnest(array['select', 'insert', 'update', 'delete'], string_to_array(t.member, null)) as m (verb, level)
      where m.level <> '-'
      union all
      select 'operation', 'bulkhead_operator', case t.operator when 'retired' then 'rows select' else t.operator end,
        case t.operator when 'removed' then format('workspace_id = (
            select r.workspace_id from workspace_removals r
            where r.organization_id = %1$s.organization_id and r.workspace_id = %1$s.workspace_id
          ) and (
            select w.workspace_id from workspaces w
            where w.organization_id = %1$s.organization_id and w.workspace_id = %1$s.workspace_id
          ) is null', t.name) else 'true' end, null
      union all
      select 'operation_locks', 'bulkhead_operator', 'rows update', 'true', 'false' where t.operator = 'retired'
      union all
      select 'operation_deletes', 'bulkhead_operator', 'rows delete', 'true', null where t.operator = 'retired'
      union all
      select case t.sign_in when 'identity' then 'identity' else 'authentication' end,
        case t.sign_in when 'identity' then 'bulkhead_identity' else 'bulkhead_authenticator' end, t.sign_in,
        case t.sign_in when 'own select' then of_organization else 'true' end, null
    ) r
    where r.says is not null
  loop
    execute format('create policy %I on %s for %s to %I %s (%s)', p.policy, p.name,
      coalesce(nullif(split_part(p.says, ' ', 2), ''), 'all'), p.role,
      case split_part(p.says, ' ', 2) when 'insert' then 'with check' else 'using' end, p.sees)
      || coalesce(' with check (' || p.checked || ')', '');
  end loop;
end
$$;

-- Policies of one table ------------------------------------------------------------------------------------------------

-- An organization sees who its people are, and of links its invitations.
create policy organization_scope on identity.people for select to bulkhead_organization using (
  id = (
    select m.person_id from identity.members m
    where m.organization_id = (select current_setting('app.organization_id')::uuid) and m.person_id = people.id
  )
);
create policy organization_scope on identity.sign_up_links to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid) and email is not null
);

-- A member sees the own levels, and whether an event is wanted at all, as a workspace does.
create policy member_reads on identity.members for select to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and person_id = (select current_setting('app.person_id')::uuid)
);
create policy member_reads on workspace_members for select to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and person_id = (select current_setting('app.person_id')::uuid)
);
create policy member_reads on open_workspaces for select to bulkhead_member
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy member_reads on webhook_endpoints for select to bulkhead_member
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy workspace_scope on webhook_endpoints for select to bulkhead_workspace
  using (organization_id = (select current_setting('app.organization_id')::uuid));

create policy member_scope on access_keys to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = any ((select reached('{manager}'))::uuid[])
);

-- A scoped token revokes nothing but itself. A manager ends the tokens of a workspace; other kinds end what the server has
-- found to be the person's. Every process has to know every revocation; the rows hold ids and nothing else.
create policy workspace_scope on revocations for insert to bulkhead_workspace with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and kind in ('token', 'connector', 'refresh')
);
create policy member_inserts on revocations for insert to bulkhead_member with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and (select current_setting('app.person_id')::uuid) is not null
  and (
    kind in ('token', 'connector', 'refresh')
    or kind = 'workspace' and subject_id = any ((select reached('{manager}'))::uuid[])
  )
);

-- What becomes of a link: a manager, or whoever made it.
create policy member_updates on connect_sessions for update to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and (
    workspace_id = any ((select reached('{manager}'))::uuid[])
    or person_id = (select current_setting('app.person_id')::uuid)
      and workspace_id = any ((select reached('{user}'))::uuid[])
  )
);

-- What concerns no workspace is recorded too.
create policy member_inserts on audit_records for insert to bulkhead_member with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and (select current_setting('app.person_id')::uuid) is not null
  and (workspace_id is null or workspace_id = any ((select reached('{viewer,user,manager}'))::uuid[]))
);
create policy operation_adds on audit_records for insert to bulkhead_operator with check (true);

-- Scoped tokens, application tokens and people each have a scope of their own, and reach no keys of another.
create policy workspace_scope on idempotency_keys to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and scope_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on idempotency_keys to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and scope_id = (select current_setting('app.organization_id')::uuid)
);
create policy member_scope on idempotency_keys to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and scope_id = (select current_setting('app.person_id')::uuid)
);

create policy counting on rate_limits to bulkhead_authenticator using (true);
create policy marking on replica_marks to bulkhead_authenticator using (true);

-- Members make connect links of the workspaces in which they add connectors, and see those of others there. What becomes of a
-- link is done in its workspace, once the server has found that the member may: a manager, or whoever made it.
grant select, insert on connect_sessions to bulkhead_member;
drop policy member_selects on connect_sessions;
drop policy member_updates on connect_sessions;
create policy member_selects on connect_sessions for select to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = any ((select reached('{user,manager}'))::uuid[])
);
create policy member_inserts on connect_sessions for insert to bulkhead_member with check (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = any ((select reached('{user,manager}'))::uuid[])
);
-- Who signs out ends the own links, by the trigger.
create policy member_updates on connect_sessions for update to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and (
    workspace_id = any ((select reached('{manager}'))::uuid[])
    or person_id = (select current_setting('app.person_id')::uuid)
      and workspace_id = any ((select reached('{user}'))::uuid[])
  )
);

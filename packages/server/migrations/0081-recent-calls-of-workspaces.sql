-- Lists show the calls of their workspaces in the last day, and are sorted by how many of these failed: the hours of one
-- workspace, and those in which calls failed, are found by index.

create index workspace_call_hours_workspace on workspace_call_hours (organization_id, workspace_id, hour);
create index workspace_call_hours_failed on workspace_call_hours (organization_id, hour) where errors > 0;

-- What the operator allows an organization; null is no limit. The organization reads them and cannot change them.
alter table organizations
  add column max_workspaces integer check (max_workspaces >= 0),
  add column max_connectors integer check (max_connectors >= 0),
  add column requests_per_second integer check (requests_per_second >= 1),
  add column max_body_bytes integer check (max_body_bytes >= 1);

grant update (max_workspaces, max_connectors, requests_per_second, max_body_bytes) on organizations
  to bulkhead_operator;

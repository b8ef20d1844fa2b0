-- Deleting a connector ends the sessions whose credential waits for it.
create index connect_sessions_connector on connect_sessions (organization_id, connector_id)
  where status = 'awaiting_confirmation';

-- The service of a connector or OAuth app that an audit record is about. Null in records of versions before this one.
alter table audit_records add column definition_id uuid;
create index audit_records_definition on audit_records (organization_id, definition_id, record_id)
  where definition_id is not null;

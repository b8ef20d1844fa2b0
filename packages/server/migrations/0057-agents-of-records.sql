-- The program that acted for a person, and the key that acted. Null where there was none, and in records of versions before
-- this one. A grant is gone once it has ended, so the name of its client is kept here.
alter table tool_calls
  add column grant_id uuid,
  add column client_id text,
  add column client_name text,
  add column key_id uuid;

alter table audit_records
  add column grant_id uuid,
  add column client_id text,
  add column client_name text,
  add column key_id uuid;

-- A key that the command line made ends with the sign-in that it was made in.

-- Null: it was made in the web app, or by an application.
alter table access_keys add column grant_id uuid;
create index access_keys_grant on access_keys (organization_id, grant_id) where grant_id is not null;
grant select (grant_id) on access_keys to bulkhead_workspace, bulkhead_authenticator, bulkhead_operator;

-- As before, and with a token's id that of a grant: its tokens carry it, and its keys rest on it.
create or replace function end_access_keys() returns trigger language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  -- Of no workspace there are no keys.
  if current_user = 'bulkhead_workspace' and coalesce(current_setting('app.workspace_id', true), '') = '' then
    return null;
  end if;
  if new.kind in ('person', 'member', 'token') then
    -- A key that is being made is waited for, and found then.
    perform pg_advisory_xact_lock(hashtextextended(new.subject_id::text, 4747010));
  end if;
  if new.kind = 'token' then
    delete from access_keys where organization_id = new.organization_id and key_id = new.subject_id;
    delete from access_keys where organization_id = new.organization_id and grant_id = new.subject_id;
  elsif new.kind = 'person' then
    delete from access_keys where organization_id = new.organization_id and person_id = new.subject_id;
  elsif new.kind = 'member' then
    delete from access_keys where organization_id = new.organization_id and person_id = new.subject_id
      and coalesce(person_epoch, 1) < new.epoch;
  elsif new.kind = 'workspace' then
    delete from access_keys where organization_id = new.organization_id and workspace_id = new.subject_id
      and (new.epoch is null or workspace_epoch < new.epoch);
  elsif new.kind = 'application' then
    delete from access_keys where organization_id = new.organization_id and application_id = new.subject_id
      and (new.epoch is null or application_epoch < new.epoch);
  else
    delete from access_keys where organization_id = new.organization_id
      and (new.epoch is null or organization_epoch < new.epoch);
  end if;
  return null;
end
$$;

-- Erasing an end user reaches events and deliveries too. Who makes connect links and loses the right to it loses the links.

alter table webhook_deliveries add column end_user_id text;
create index webhook_deliveries_end_user on webhook_deliveries (organization_id, end_user_id)
  where end_user_id is not null;
grant update (data) on events to bulkhead_organization;

-- Live sessions by the application that made them, and all of an organization.
create index connect_sessions_application on connect_sessions (organization_id, application_id)
  where status in ('open', 'awaiting_confirmation');
grant select (application_id, organization_epoch, application_epoch, workspace_epoch, person_epoch) on connect_sessions
  to bulkhead_operator;

-- A manager who is a member makes links by a scoped token, and signs out as a member.
grant select (
  organization_id, workspace_id, status, token_id, parent_id, secret_id, person_id, person_session_id, application_id,
  organization_epoch, application_epoch, workspace_epoch, person_epoch
), update (status, ended_at) on connect_sessions to bulkhead_member;
do $$
declare
  verb text;
begin
  foreach verb in array array['select', 'update'] loop
    execute format('create policy member_%ss on connect_sessions for %s to bulkhead_member using (
        organization_id = (select current_setting(''app.organization_id'')::uuid)
        and workspace_id = any ((select reached(''{manager}''))::uuid[])
      )', verb, verb);
  end loop;
end
$$;

-- A right that ends by a newer epoch ends the links that rest on it for good, so that lists show them as revoked and what
-- they hold is deleted.
create or replace function end_connect_sessions() returns trigger language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  -- Of no workspace there are no links.
  if current_user = 'bulkhead_workspace' and coalesce(current_setting('app.workspace_id', true), '') = '' then
    return null;
  end if;
  if new.kind = 'token' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and (token_id = new.subject_id or parent_id = new.subject_id or person_session_id = new.subject_id);
  elsif new.kind = 'secret' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and secret_id = new.subject_id;
  elsif new.kind = 'person' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and person_id = new.subject_id;
  elsif new.kind = 'member' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and person_id = new.subject_id and coalesce(person_epoch, 1) < new.epoch;
  elsif new.kind = 'workspace' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and workspace_id = new.subject_id
      and status in ('open', 'awaiting_confirmation') and (new.epoch is null or workspace_epoch < new.epoch);
  elsif new.kind = 'application' then
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and application_id = new.subject_id
      and status in ('open', 'awaiting_confirmation') and (new.epoch is null or application_epoch < new.epoch);
  else
    update connect_sessions set status = 'revoked', ended_at = now()
    where organization_id = new.organization_id and status in ('open', 'awaiting_confirmation')
      and (new.epoch is null or organization_epoch < new.epoch);
  end if;
  return null;
end
$$;
drop trigger end_connect_sessions on revocations;
create trigger end_connect_sessions after insert on revocations
  for each row when (
    new.kind in ('token', 'secret', 'person', 'member', 'workspace', 'application', 'organization')
    -- Not where a backup is restored.
    and current_user in ('bulkhead_member', 'bulkhead_workspace', 'bulkhead_organization', 'bulkhead_operator')
  ) execute function end_connect_sessions();

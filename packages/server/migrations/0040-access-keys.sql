-- Keys of one workspace: bearer tokens that live for months, for clients that take only a header.

create table access_keys (
  organization_id uuid not null,
  workspace_id uuid not null,
  key_id uuid not null,
  -- SHA-256 of the key, and its last characters.
  key_hash bytea not null unique,
  hint text not null,
  name text not null,
  -- What it is narrowed to; null: the whole workspace.
  narrowed_to jsonb,
  -- Who made it, and the epochs of all it rests on.
  application_id uuid,
  person_id uuid,
  organization_epoch integer not null,
  application_epoch integer,
  workspace_epoch integer not null,
  person_epoch integer,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- When webhook endpoints are to be told that it ends soon; null: they were.
  warn_at timestamptz,
  last_used_at timestamptz,
  primary key (organization_id, workspace_id, key_id),
  -- A workspace that is deleted takes them along, so no policy has to ask whether it is there still.
  foreign key (organization_id, workspace_id) references workspaces on delete cascade,
  check ((application_id is null) = (person_id is not null))
);
comment on table access_keys is 'A key of a workspace, as its hash; until it is revoked, or a week after it expired.';
create index access_keys_person on access_keys (organization_id, person_id) where person_id is not null;
create index access_keys_application on access_keys (organization_id, application_id) where application_id is not null;
create index access_keys_expiry on access_keys (expires_at);
create index access_keys_warning on access_keys (warn_at) where warn_at is not null;
alter table access_keys enable row level security;
alter table access_keys force row level security;

-- A caller of the workspace notes a use, and ends what rests on a right that it ends; it reads no hash.
grant select (
  organization_id, workspace_id, key_id, application_id, person_id, organization_epoch, application_epoch, workspace_epoch,
  person_epoch, last_used_at
), update (last_used_at), delete on access_keys to bulkhead_workspace;
grant select, insert, update (last_used_at, warn_at), delete on access_keys to bulkhead_organization;
grant select, insert, delete on access_keys to bulkhead_member;
grant select (
  organization_id, workspace_id, key_id, key_hash, narrowed_to, application_id, person_id, organization_epoch,
  application_epoch, workspace_epoch, person_epoch, expires_at
) on access_keys to bulkhead_authenticator;
grant select (
  organization_id, workspace_id, key_id, application_id, person_id, organization_epoch, application_epoch, workspace_epoch,
  person_epoch, expires_at, warn_at
), delete on access_keys to bulkhead_operator;

create policy workspace_scope on access_keys to bulkhead_workspace using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = (select current_setting('app.workspace_id')::uuid)
);
create policy organization_scope on access_keys to bulkhead_organization
  using (organization_id = (select current_setting('app.organization_id')::uuid));
create policy authentication on access_keys for select to bulkhead_authenticator using (true);
create policy operation on access_keys to bulkhead_operator using (true);
create policy member_scope on access_keys to bulkhead_member using (
  organization_id = (select current_setting('app.organization_id')::uuid)
  and workspace_id = any ((select reached('{manager}'))::uuid[])
);

-- Rows of `revocations` are kept for minutes, a key lives for months: what ends the right of its maker ends it for good.
create function end_access_keys() returns trigger language plpgsql set search_path = bulkhead, pg_temp
as $$
begin
  -- Of no workspace there are no keys.
  if current_user = 'bulkhead_workspace' and coalesce(current_setting('app.workspace_id', true), '') = '' then
    return null;
  end if;
  if new.kind in ('person', 'member') then
    -- A key that is being made is waited for, and found then.
    perform pg_advisory_xact_lock(hashtextextended(new.subject_id::text, 4747010));
  end if;
  if new.kind = 'token' then
    delete from access_keys where organization_id = new.organization_id and key_id = new.subject_id;
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
revoke execute on function end_access_keys from public;
create index access_keys_id on access_keys (organization_id, key_id);
create trigger end_access_keys after insert on revocations
  for each row when (
    new.kind in ('token', 'person', 'member', 'workspace', 'application', 'organization')
    -- Not where a backup is restored.
    and current_user in ('bulkhead_member', 'bulkhead_workspace', 'bulkhead_organization', 'bulkhead_operator')
  ) execute function end_access_keys();

-- Calls by keys. Calls before were checked by the narrower constraint.
alter table tool_calls drop constraint tool_calls_token_kind_check;
alter table tool_calls add constraint tool_calls_token_kind_check
  check (token_kind in ('application', 'scoped', 'narrowed', 'person', 'connect', 'key')) not valid;

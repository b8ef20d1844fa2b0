-- How long sessions of people last, and the networks from which people work. Without a row, and by default: as before.

alter table identity.sign_in_policies
  add column session_hours integer not null default 720 check (session_hours between 1 and 720),
  add column idle_minutes integer not null default 10080 check (idle_minutes between 5 and 10080),
  -- In CIDR notation. Empty: any network.
  add column networks text[] not null default '{}' check (cardinality(networks) <= 100);
comment on column identity.sign_in_policies.session_hours is 'Hours after the sign-in at which a session ends.';
comment on column identity.sign_in_policies.idle_minutes is 'Minutes after its last use at which a session ends.';
comment on column identity.sign_in_policies.networks is 'Networks from which people sign in and work. Empty: any network.';

-- The last use of a session. Null: none was noted since the sign-in, or only by an earlier version in `updated_at`.
alter table identity.sessions add column used_at timestamptz;
comment on column identity.sessions.used_at is 'The last use of the session, noted at most once a minute.';

-- `networks`: the networks of the organization have changed. It ends nothing.
alter table revocations drop constraint revocations_kind_check;
alter table revocations add constraint revocations_kind_check check (
  kind in (
    'token', 'secret', 'person', 'member', 'workspace', 'application', 'organization', 'connector', 'refresh', 'networks'
  )
);

-- A person gives a passkey another name.
grant update (name) on identity.passkeys to bulkhead_organization;

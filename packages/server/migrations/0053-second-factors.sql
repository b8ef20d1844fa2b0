-- The second factor of people: an authenticator app (TOTP, RFC 6238), and recovery codes for who has lost it.

create table identity.second_factors (
  organization_id uuid not null,
  person_id uuid not null,
  -- The secret that the app shares, sealed under the data key of the organization. Null until a first one is confirmed.
  sealed bytea,
  -- One that awaits its first code.
  begun bytea,
  begun_at timestamptz,
  confirmed_at timestamptz,
  -- The newest step of 30 seconds of which a code was taken: no code is good twice.
  last_step integer not null default 0,
  primary key (organization_id, person_id),
  foreign key (organization_id, person_id) references identity.members on delete cascade,
  constraint second_factors_confirmed check ((sealed is null) = (confirmed_at is null)),
  constraint second_factors_begun check ((begun is null) = (begun_at is null))
);
comment on table identity.second_factors is 'The authenticator app of a person, with its secret sealed.';
create index second_factors_person on identity.second_factors (person_id);

create table identity.recovery_codes (
  organization_id uuid not null,
  person_id uuid not null,
  code_hash bytea not null,
  primary key (organization_id, person_id, code_hash),
  foreign key (organization_id, person_id) references identity.second_factors on delete cascade
);
comment on table identity.recovery_codes is 'A recovery code that was not used yet, as its hash.';

do $$
declare
  name text;
begin
  foreach name in array array['second_factors', 'recovery_codes'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('create policy organization_scope on identity.%I to bulkhead_organization
      using (organization_id = (select current_setting(''app.organization_id'')::uuid))', name);
  end loop;
end
$$;

-- Whoever signs in is asked for a code. That one is asked for is all that is known without the organization.
create policy identity on identity.second_factors to bulkhead_identity using (true);
grant select (organization_id, person_id, confirmed_at), delete on identity.second_factors to bulkhead_identity;
grant select, insert, delete on identity.second_factors, identity.recovery_codes to bulkhead_organization;
grant update (sealed, begun, begun_at, confirmed_at, last_step) on identity.second_factors to bulkhead_organization;

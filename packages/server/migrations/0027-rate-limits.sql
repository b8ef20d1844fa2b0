-- Counters that all processes share. Not logged: written without waiting for a disk, in no backup, and empty after a crash of the
-- database. The columns and their order are those of `rate-limiter-flexible`.

create unlogged table rate_limits (
  -- What is counted, and a hash of whom.
  key text primary key,
  points integer not null,
  -- Milliseconds since the epoch.
  expire bigint
);
comment on table rate_limits is 'How often something happened in a window of time, such as wrong passwords, counted over all processes.';
create index rate_limits_expire on rate_limits (expire);
alter table rate_limits enable row level security;
alter table rate_limits force row level security;
grant select, insert, update (points, expire) on rate_limits to bulkhead_authenticator;
grant select (key, expire), delete on rate_limits to bulkhead_operator;
create policy counting on rate_limits to bulkhead_authenticator using (true);
create policy operation on rate_limits to bulkhead_operator using (true);

-- Random marks of the primary. A standby of a copy has the same identifier and timeline, and lacks the marks that were made since.

create table replica_marks (
  mark uuid primary key,
  made_at timestamptz not null default now()
);
comment on table replica_marks is 'A random mark that standbys of this server have and those of a copy lack.';
alter table replica_marks enable row level security;
alter table replica_marks force row level security;
grant select, insert, delete on replica_marks to bulkhead_authenticator;
create policy marking on replica_marks to bulkhead_authenticator using (true);

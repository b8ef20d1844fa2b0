-- Signing out here may lead to the provider, which ends its own session (RP-initiated logout).

alter table identity.providers add column signs_out boolean not null default false;
comment on column identity.providers.signs_out is 'Whether signing out here leads to the provider to sign out there.';

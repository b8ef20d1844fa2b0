-- An organization may require a second factor of everybody who signs in by a password.

alter table identity.sign_in_policies add column second_factor boolean not null default false;
comment on column identity.sign_in_policies.second_factor is 'Whether a session by a password reaches only the own account until its person has a second factor.';

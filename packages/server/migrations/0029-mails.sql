-- Invitations that are sent by mail. An invitation without a state is handed over as a link.

alter table identity.sign_up_links
  add column mail_state text check (mail_state in ('waiting', 'sent', 'failed')),
  -- When it was sent, or is tried next.
  add column mail_at timestamptz,
  add column mail_tries integer not null default 0,
  add column mail_failure text check (mail_failure in ('unreachable', 'refused', 'not_signed_in')),
  add constraint sign_up_links_mail check ((mail_state is null) = (mail_at is null) and (mail_state is null or email is not null));
create index sign_up_links_mail on identity.sign_up_links (mail_at) where mail_state = 'waiting';
create index sign_up_links_expired on identity.sign_up_links (expires_at) where email is not null;

grant select (mail_state, mail_at, mail_failure), update (mail_state, mail_at, mail_tries, mail_failure)
  on identity.sign_up_links to bulkhead_organization;
-- Each mail has a token of its own, which is stored nowhere.
grant update (token_hash, mail_state, mail_at, mail_tries, mail_failure) on identity.sign_up_links to bulkhead_identity;

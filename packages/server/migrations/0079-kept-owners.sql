-- A directory removes no owner. That it wanted to is shown to the owners, who can.

alter table identity.identities add column removal_refused_at timestamptz;
comment on column identity.identities.removal_refused_at is 'When the directory last wanted to remove the person, who is an owner. Null once it announces the person as active.';

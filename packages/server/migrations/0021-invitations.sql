-- Invitations: links by which one address signs up, with a role and levels in workspaces. Links of the operator have no address.

alter table identity.sign_up_links
  add column email text,
  add column role text check (role in ('owner', 'admin', 'member')),
  -- Workspaces with the level in each: [{"workspace_id": …, "level": …}].
  add column workspaces jsonb,
  -- Whoever made it must still have the right to when it is used.
  add column invited_by uuid,
  add constraint sign_up_links_invitation check (
    (email is null) = (role is null) and (email is null) = (workspaces is null) and (email is null) = (invited_by is null)
    and (email is null or person_id is null)
  );
comment on table identity.sign_up_links is 'A one-time link, as the hash of its token: of the operator for 24 hours, or an invitation for 7 days.';
create unique index sign_up_links_email on identity.sign_up_links (organization_id, email) where email is not null;

-- What the operator forgets are links of the operator.
grant select (email) on identity.sign_up_links to bulkhead_operator;

-- An organization sees and makes invitations, and no link of the operator. No right shows the hash of a token.
grant select (organization_id, link_id, email, role, workspaces, invited_by, created_at, expires_at), insert, delete,
  update (token_hash, expires_at, tries, role, workspaces, invited_by) on identity.sign_up_links to bulkhead_organization;
create policy organization_scope on identity.sign_up_links to bulkhead_organization using (
  organization_id = (select current_setting('app.organization_id')::uuid) and email is not null
);

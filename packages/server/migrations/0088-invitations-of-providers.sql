-- An invitation as member may name the provider whose word takes it.

alter table identity.sign_up_links add column provider_id uuid;
alter table identity.sign_up_links
  add foreign key (organization_id, provider_id) references identity.providers on delete set null (provider_id),
  add constraint sign_up_links_provider check (provider_id is null or role = 'member');
create index sign_up_links_provider on identity.sign_up_links (organization_id, provider_id) where provider_id is not null;
grant select (provider_id), update (provider_id) on identity.sign_up_links to bulkhead_organization;

-- A token rests on the client secret that it was obtained with, on the token that minted it and on the person who
-- minted it. Each of them is revoked by a kind of its own: an id of one kind ends nothing of another.
alter table revocations drop constraint revocations_kind_check;
alter table revocations add constraint revocations_kind_check check (
  kind in ('token', 'secret', 'person', 'workspace', 'application', 'organization', 'connector', 'refresh')
);

-- Which secret authenticated is written into the token.
grant select (secret_id) on application_secrets to bulkhead_authenticator;

-- An authorization ends with everything that the token which began it rests on.
alter table oauth_flows add column parent_id uuid, add column secret_id uuid;
grant select (parent_id, secret_id) on oauth_flows to bulkhead_authenticator;

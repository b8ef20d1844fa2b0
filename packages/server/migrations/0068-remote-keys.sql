-- Versions of the KEK that a key service keeps.

-- Null for a version whose key is in the settings of the servers.
alter table keyring_versions add column wrapped_key text;
grant update (wrapped_key) on keyring_versions to bulkhead_operator;

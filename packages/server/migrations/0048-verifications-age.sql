-- Browsers that never come back from a provider leave a row behind, which a job deletes by its age.

create index verifications_age on identity.verifications (expires_at);

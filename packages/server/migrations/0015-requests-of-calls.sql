-- What a call asked of its service, as its document declares it, and how it was sent: no value of a caller or a setting.
-- Null in calls of versions before this one.
alter table tool_calls
  add column method text,
  -- With its placeholders; null if the connector has a base URL of its own.
  add column host text,
  add column path text,
  add column attempts integer,
  -- Before it was sent: turns, tokens, planning.
  add column wait_ms integer,
  add column token_id uuid,
  add column has_idempotency_key boolean;

-- What the service said of a failure goes with the workspace, like the words of the caller.
alter table tool_call_intents alter column intent drop not null;
alter table tool_call_intents add column upstream_message text;
comment on table tool_call_intents is 'Why a call was made, in the caller''s words, and why it failed, in those of the service.';

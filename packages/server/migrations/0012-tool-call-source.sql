-- The interface that a call came by: what was recorded before there were two came by HTTP.
alter table tool_calls add column source text not null default 'http' check (source in ('http', 'mcp'));
alter table tool_calls alter column source drop default;

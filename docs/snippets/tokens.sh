API=http://localhost:4747/api/v1/account/applications
json() { curl -sS --fail-with-body -H 'Content-Type: application/json' "$@"; }
field() { node -pe "JSON.parse(require('fs').readFileSync(0)).$1"; }

# Your backend: everything of your organization, for 15 minutes.
APPLICATION=$(json $API/token -d "{\"client_id\": \"$BULKHEAD_CLIENT_ID\", \"client_secret\": \"$BULKHEAD_CLIENT_SECRET\"}" |
  field access_token)

# A component: one workspace, for five minutes, and of that only reading issues.
SCOPED=$(json $API/scoped-token -H "Authorization: Bearer $APPLICATION" -d '{
  "workspace_name": "acme", "create_workspace": false, "expires_in": 300,
  "entities": ["issues"], "read_only": true
}' | field token)

# What it reaches, asked with the token itself.
json $API/scoped-token/info -H "Authorization: Bearer $SCOPED" | field workspace_name

# Done with it: it ends itself, and is refused from then on.
json $API/token/revoke -H "Authorization: Bearer $SCOPED" -d '{}' | field token_id
curl -sS -o /dev/null -w '%{http_code}\n' $API/scoped-token/info -H "Authorization: Bearer $SCOPED"

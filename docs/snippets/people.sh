npx bulkhead people invite carla@example.com dora@example.com --member-of acme=user
npx bulkhead people invitations revoke dora@example.com --yes
npx bulkhead people set-role bert@example.com member
npx bulkhead workspaces members set acme bert@example.com user
npx bulkhead people access-review --csv > access-review.csv

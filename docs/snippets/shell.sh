export BULKHEAD_CLIENT_ID=my-app BULKHEAD_CLIENT_SECRET=correct-horse-battery-staple-4747
echo '{"token": "ghp_example"}' | npx bulkhead connectors create github --workspace birch \
  --credentials - --environment '{"base_url": "http://127.0.0.1:4010"}' --fields name
npx bulkhead connectors execute github issues list --workspace birch \
  -p owner=octocat -p repo=Hello-World --fields number,title

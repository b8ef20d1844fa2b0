export BULKHEAD_CLIENT_ID=my-app BULKHEAD_CLIENT_SECRET=correct-horse-battery-staple-4747
node issues.mjs

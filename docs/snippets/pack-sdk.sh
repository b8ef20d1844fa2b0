npm pack --silent /path/to/bulkhead/packages/sdk/dist
npm install ./bulkhead-sdk-*.tgz

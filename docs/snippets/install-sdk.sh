mkdir hull && cd hull
npm init --yes
npm pkg set type=module
npm install /path/to/bulkhead/packages/sdk

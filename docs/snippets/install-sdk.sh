mkdir hull && cd hull
npm init --yes
npm install @bulkhead/sdk

mkdir hull && cd hull
npm init --yes
npm pkg set type=module
npm install "$(npm pack --silent --ignore-scripts /path/to/bulkhead/packages/sdk/dist)"

npm ci && npm run upstream

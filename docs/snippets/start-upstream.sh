npm install && npm run upstream

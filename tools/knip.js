#!/usr/bin/env node
import { runTool } from './run-tool.js'

// Runs `npx knip` in the repository, which finds unused files, exports and dependencies by knip.json.
await runTool('knip', 'knip/bin/knip.js', ['--no-progress', '--no-config-hints'])

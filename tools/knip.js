#!/usr/bin/env node
import { runTool } from './run-tool.js'

// `npx knip` in the repository: finds files, exports and dependencies that nobody uses, by knip.json.
await runTool('knip', 'knip/bin/knip.js', ['--no-progress', '--no-config-hints'])

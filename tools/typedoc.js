#!/usr/bin/env node
import { runTool } from './run-tool.js'

// Runs `npx typedoc` in the repository.
await runTool('typedoc', 'typedoc/bin/typedoc')

#!/usr/bin/env node
import { runTool } from './run-tool.js'

// Runs `npx markdownlint-cli2` in the repository, by `.markdownlint-cli2.jsonc`.
await runTool('markdownlint', 'markdownlint-cli2/markdownlint-cli2-bin.mjs')

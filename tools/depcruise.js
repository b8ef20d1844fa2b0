#!/usr/bin/env node
import { runTool } from './run-tool.js'

// Runs `npx depcruise` in the repository. Without arguments it checks everything.
const everything = ['packages', 'scripts', 'tools']
await runTool('depcruise', 'dependency-cruiser/bin/dependency-cruiser.mjs', everything)

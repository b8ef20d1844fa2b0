#!/usr/bin/env node
import { runTool } from './run-tool.js'

// Runs `npx biome` in the repository.
await runTool('biome', '@biomejs/biome/bin/biome')

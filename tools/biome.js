#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installLocked } from './install-locked.js'

// `npx biome` in the repository: installs Biome at its first use.
const modules = await installLocked(join(import.meta.dirname, 'biome'))
const biome = join(modules, '@biomejs/biome/bin/biome')
const { status } = spawnSync(process.execPath, [biome, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1

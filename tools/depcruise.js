#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installLocked } from './install-locked.js'

// `npx depcruise` in the repository: installs dependency-cruiser at its first use. Without arguments it looks at everything.
const modules = await installLocked(join(import.meta.dirname, 'depcruise'))
const depcruise = join(modules, 'dependency-cruiser/bin/dependency-cruiser.mjs')
const given = process.argv.slice(2)
const args = given.length > 0 ? given : ['packages', 'scripts', 'tools']
const { status } = spawnSync(process.execPath, [depcruise, ...args], { stdio: 'inherit' })
process.exitCode = status ?? 1

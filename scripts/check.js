import { spawnSync } from 'node:child_process'

/** Runs all checks, each even if one before it failed. Fails if one did. */
const CHECKS = [
  'node scripts/derive.js',
  'tsc -p . --singleThreaded',
  'tsc -p packages/web --singleThreaded',
  'tsc -p packages/connect',
  'tsc -p packages/connect-page',
  'tsc -p packages/docs',
  'biome ci --error-on-warnings .',
  'markdownlint-cli2',
  'depcruise packages scripts',
  'knip --no-progress --no-config-hints',
  'node scripts/budget.ts',
  'node scripts/generate.ts --check',
]

for (const command of CHECKS) {
  const begun = performance.now()
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${seconds.padStart(5)} s  ${command}\n`)
  if (status !== 0) process.exitCode = 1
}

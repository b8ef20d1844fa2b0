import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Revision } from '#mcp-client'

export interface ConformanceRun {
  /** 0 if exactly the scenarios in the baseline fail. */
  readonly exitCode: number
  readonly output: string
  readonly scenarios: ReadonlyMap<string, { readonly passed: number; readonly failed: number }>
}

export const SUITE: string = createRequire(import.meta.url).resolve(
  '@modelcontextprotocol/conformance/dist/index.js',
)

/**
 * Runs the server scenarios that a revision requires.
 *
 * @param baseline File that names the expected failures.
 */
export async function runConformance(
  url: string,
  revision: Revision,
  baseline: string,
): Promise<ConformanceRun> {
  const directory = mkdtempSync(join(tmpdir(), 'mcp-conformance-'))
  const options = ['--url', url, '--requirements', revision, '--expected-failures', baseline]
  options.push('--timeout', '60000', '--output-dir', directory)
  try {
    const program = spawn(process.execPath, [SUITE, 'server', ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    const ended = new Promise<number>((resolve) => program.once('close', (code) => resolve(code ?? 1)))
    const [output, errors, exitCode] = await Promise.all([text(program.stdout), text(program.stderr), ended])
    return { exitCode, output: output + errors, scenarios: readChecks(directory) }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Reads the suite's results of each scenario. */
export function readChecks(directory: string): ConformanceRun['scenarios'] {
  const scenarios = new Map<string, { passed: number; failed: number }>()
  for (const folder of readdirSync(directory).sort()) {
    const name = folder.replace(/^(authorization-)?server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '')
    const checks: { status: string }[] = JSON.parse(
      readFileSync(join(directory, folder, 'checks.json'), 'utf8'),
    )
    const count = (wanted: string) => checks.filter(({ status }) => status === wanted).length
    scenarios.set(name, { passed: count('SUCCESS'), failed: count('FAILURE') })
  }
  return scenarios
}

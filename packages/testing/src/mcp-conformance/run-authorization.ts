import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { freePort } from '#free-port'
import type { Revision } from '#mcp-client'
import { decide, finish, openAuthorizationUrl, registerAgent } from '#oauth/agents'
import type { OwnedServer } from '#oauth/owned-server'
import { type ConformanceRun, readChecks, SUITE } from './run-conformance.ts'

/**
 * Runs the scenarios for authorization servers against a server whose issuer is its own address. The suite is a client
 * that registered itself. The owner opens its link and decides.
 */
export async function runAuthorizationConformance(
  { testServer, owner, workspace_id }: OwnedServer,
  revision: Revision,
): Promise<ConformanceRun> {
  const { issuer, mcpResource } = testServer.server.services
  const port = String(await freePort())
  const { client_id } = await registerAgent(testServer, {
    redirect_uris: [`http://127.0.0.1:${port}/callback`],
  })
  const directory = mkdtempSync(join(tmpdir(), 'mcp-authorization-'))
  const options = ['--url', issuer, '--client-id', client_id, '--resource', mcpResource, '--port', port]
  options.push('--spec-version', revision, '--output-dir', directory)
  try {
    const program = spawn(process.execPath, [SUITE, 'authorization', ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    const ended = new Promise<number>((resolve) => program.once('close', (code) => resolve(code ?? 1)))
    const errors = text(program.stderr)
    const lines: string[] = []
    for await (const line of createInterface({ input: program.stdout })) {
      lines.push(line)
      if (!line.startsWith(`${issuer}/oauth/authorize?`)) continue
      const { begun } = await openAuthorizationUrl(testServer, line)
      if (begun === undefined) throw new Error('the link of the suite begins no sign-in')
      const { body } = await decide(testServer, owner, begun, { workspace_id })
      await (await fetch(await finish(testServer, begun, body.redirect_to))).text()
    }
    const output = [...lines, await errors].join('\n')
    return { exitCode: await ended, output, scenarios: readChecks(directory) }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

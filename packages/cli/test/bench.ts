import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '@bulkhead/testing/engines'
import {
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { type Ended, type RunOptions, runCommand } from './run-command.ts'

/**
 * Running server with a service, and a command line with the credentials of a new organization's application.
 */
export interface Bench {
  readonly testServer: TestServer
  readonly upstream: ScriptedUpstream
  readonly tenant: Tenant
  /** Folder for files of the test and the profiles. */
  readonly folder: string
  /** Environment variables of the command line. */
  readonly environment: Readonly<Record<string, string>>
  /** Runs a command line. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>
  /** Runs a command that must succeed. @returns Its JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  getOutput(args: readonly string[], options?: RunOptions): Promise<any>
  /** Writes a file. @returns Its path. */
  file(name: string, content: unknown): string
  /** Creates a connector of the test service, and its workspace if there is none. @returns Its id. */
  createProbe(workspace: string): Promise<string>
  /** Returns the same bench for another organization. */
  other(): Promise<Bench>
  close(): Promise<void>
}

/** @param connectors The folder of documents that the server has besides the catalog's. */
export async function openBench(engine: Engine, connectors: string = TEST_CONNECTORS): Promise<Bench> {
  const testServer = await startTestServer(engine, { environment: { BULKHEAD_CONNECTORS_DIR: connectors } })
  const upstream = await startScriptedUpstream()
  const folders: string[] = []
  const getBench = async (): Promise<Bench> => {
    const tenant = await testServer.createTenant('command line')
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-cli-'))
    folders.push(folder)
    const environment = {
      BULKHEAD_URL: testServer.server.url,
      BULKHEAD_CLIENT_ID: tenant.client_id,
      BULKHEAD_CLIENT_SECRET: tenant.client_secret,
      BULKHEAD_CONFIG_DIR: join(folder, 'profiles'),
      // The keyring belongs to the person who runs the tests.
      BULKHEAD_KEYRING: 'off',
    }
    const run = (args: readonly string[], options: RunOptions = {}) =>
      runCommand(args, { ...options, environment: { ...environment, ...options.environment } })
    const getOutput = async (args: readonly string[], options?: RunOptions) => {
      const ended = await run(args, options)
      if (ended.code !== 0) throw new Error(`${args.join(' ')} ended with ${ended.code}: ${ended.stderr}`)
      return ended.json()
    }
    const file = (name: string, content: unknown) => {
      const path = join(folder, name)
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    }
    return {
      testServer,
      upstream,
      tenant,
      folder,
      environment,
      run,
      getOutput,
      file,
      async createProbe(workspace) {
        const args = ['connectors', 'create', 'probe', '--workspace', workspace, '--json', '-']
        const connector = {
          credentials: { token: 'secret-of-the-third-party' },
          replication_config: { tenant: 'acme' },
          environment: { base_url: upstream.url },
        }
        return (await getOutput(args, { stdin: JSON.stringify(connector) })).id
      },
      other: getBench,
      async close() {
        for (const path of folders) rmSync(path, { recursive: true, force: true })
        await upstream.close()
        await testServer.close()
      },
    }
  }
  return getBench()
}

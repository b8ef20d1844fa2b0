import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { COMPILE_CACHE, PROGRAM } from '@bulkhead/testing/program'
import type { RunningApp } from './running-app.ts'

const run = promisify(execFile)
/** Folder for the snippets. Node finds the packages from here, and no tool treats its files as sources. */
const FOLDER = join(import.meta.dirname, '../../test-output')
const NODE = `${process.execPath} --disable-warning=ExperimentalWarning --conditions=@bulkhead/source`

/** Shell setup that provides the commands used by the snippets. */
const SHELL = `
bulkhead() { ${NODE} ${PROGRAM} "$@"; }
jq() { ${process.execPath} -pe 'JSON.parse(require("fs").readFileSync(0, "utf8"))'"\${2}"; }
`

/** Runs a snippet of the app with the credentials that it needs. @returns Its output. */
export async function runSnippet(
  kind: 'curl' | 'TypeScript' | 'CLI' | 'MCP',
  code: string,
  { url, client, call, mint }: RunningApp,
): Promise<string> {
  const env = {
    ...process.env,
    BULKHEAD_URL: url,
    BULKHEAD_CLIENT_ID: client.client_id,
    BULKHEAD_CLIENT_SECRET: client.client_secret,
  }
  switch (kind) {
    case 'TypeScript':
      return runFile(code, env)
    case 'MCP': {
      const { token } = await mint('default')
      const response = await fetch(`${url}/mcp`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...JSON.parse(code) }),
      })
      return response.text()
    }
    default: {
      const { body } = await call('POST', '/api/v1/account/applications/token', client)
      const application = { ...env, APPLICATION_TOKEN: body.access_token }
      return (await run('bash', ['-c', `set -euo pipefail\n${SHELL}\n${code}`], { env: application })).stdout
    }
  }
}

/** Runs a snippet that contains a token, without any other credential. @returns Its output. */
export async function runPasted(kind: 'TypeScript' | 'shell', code: string): Promise<string> {
  const env = { ...COMPILE_CACHE, PATH: process.env.PATH, HOME: process.env.HOME }
  if (kind === 'TypeScript') return runFile(code, env)
  return (await run('bash', ['-c', `set -euo pipefail\n${SHELL}\n${code}`], { env })).stdout
}

async function runFile(code: string, env: NodeJS.ProcessEnv): Promise<string> {
  const file = join(FOLDER, `snippet-${process.pid}.ts`)
  await mkdir(FOLDER, { recursive: true })
  await writeFile(file, code)
  try {
    return (await run('sh', ['-c', `${NODE} ${file}`], { env })).stdout
  } finally {
    await rm(file)
  }
}

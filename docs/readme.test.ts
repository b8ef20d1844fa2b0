import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { freePort } from '@bulkhead/testing/free-port'
import { until } from '@bulkhead/testing/house'

const root = join(import.meta.dirname, '..')
const children: ChildProcess[] = []
const directory = mkdtempSync(join(tmpdir(), 'bulkhead-readme-'))

after(() => {
  for (const child of children) if (child.pid !== undefined) killGroup(child.pid)
  rmSync(directory, { recursive: true, force: true })
})

test('the story of the README works line by line', async () => {
  const ports = { 4747: await freePort(), 4010: await freePort() }
  const story = (part: string) => adapted(blocks(part).join('\n'), ports)
  start(
    adapted(
      blocks('upstream').join('\n').replace('npm run upstream', 'node scripts/upstream.ts --port 4010'),
      ports,
    ),
  )
  start(story('server'), { BULKHEAD_PORT: String(ports[4747]), BULKHEAD_DATA_DIR: directory })
  await until(async () => (await answers(`http://127.0.0.1:${ports[4010]}/`)) !== undefined, 60_000)
  await until(async () => (await answers(`http://127.0.0.1:${ports[4747]}/health/ready`)) === 200, 60_000)

  const client = spawn('bash', ['-euo', 'pipefail', '-c', story('client')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(client)
  const [output, errors] = await Promise.all([text(client.stdout), text(client.stderr)])
  assert.equal(client.exitCode ?? (await exitOf(client)), 0, `${output}\n${errors}`)
  const lines = output.trim().split('\n')
  assert.equal(lines[0], 'Found a bug')
  assert.match(lines[1] ?? '', /^[0-9a-f-]{36}$/)
  assert.deepEqual(lines.slice(2, 4), ['acme-inc', 'inactive'])
  assert.match(lines[4] ?? '', /data key was destroyed/)
})

test('the demo tells its story', async () => {
  const demo = spawn('node', ['--disable-warning=ExperimentalWarning', 'scripts/demo.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(demo)
  const [output, errors] = await Promise.all([text(demo.stdout), text(demo.stderr)])
  assert.equal(demo.exitCode ?? (await exitOf(demo)), 0, `${output}\n${errors}`)
  assert.match(output, /Birch cannot even learn that the connector exists/)
  assert.doesNotMatch(output, /ghp_of_ash/)
})

/** The shell blocks of the README that are marked as this part of the story. */
function blocks(part: string): string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const found = [...readme.matchAll(/<!-- story: (\w+) -->\n```sh\n([\s\S]*?)```/g)]
  const chosen = found.filter(([, name]) => name === part).map(([, , code]) => code ?? '')
  assert.ok(chosen.length > 0, `the README has no block "${part}"`)
  return chosen
}

function adapted(code: string, ports: Record<number, number>): string {
  return Object.entries(ports).reduce(
    (text, [written, free]) =>
      text.replaceAll(`:${written}`, `:${free}`).replaceAll(`--port ${written}`, `--port ${free}`),
    code,
  )
}

function start(code: string, environment: Record<string, string> = {}): void {
  const child = spawn('bash', ['-c', code], {
    cwd: root,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, ...environment },
  })
  children.push(child)
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  return child.exitCode ?? new Promise((resolve) => child.once('exit', resolve))
}

async function answers(url: string): Promise<number | undefined> {
  try {
    return (await fetch(url)).status
  } catch {
    return undefined
  }
}

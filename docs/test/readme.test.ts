import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePort } from '@bulkhead/testing/free-port'
import { type RunningPostgres, startPostgres } from '@bulkhead/testing/postgres/running-postgres'
import { until } from '@bulkhead/testing/test-server'

/** Set to 1, the copy of the repository is installed by the README's own command; else it borrows what is installed here. */
const INSTALLS = process.env.BULKHEAD_PLAY_INSTALL === '1'

const root = join(import.meta.dirname, '../..')
const place = mkdtempSync(join(tmpdir(), 'bulkhead-readme-'))
const clone = join(place, 'bulkhead')
const ports = { 4747: await freePort(), 4010: await freePort() }
const api = `http://127.0.0.1:${ports[4747]}`
const terminals: Terminal[] = []
let postgres: RunningPostgres | undefined

before(async () => {
  postgres = await startPostgres()
  copyRepository()
})
after(async () => {
  for (const terminal of terminals) terminal.close()
  await postgres?.close()
  rmSync(place, { recursive: true, force: true })
})

/** Block of the README. */
interface Block {
  readonly label: string
  readonly code: string
}

/** A shell that keeps its folder and its variables from block to block. */
class Terminal {
  readonly #shell: ChildProcess
  #output = ''
  #blocks = 0

  constructor(cwd: string) {
    const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('BULKHEAD_TEST_'))
    this.#shell = spawn('bash', ['--norc', '-eo', 'pipefail'], {
      cwd,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(environment),
        BULKHEAD_PORT: String(ports[4747]),
        BULKHEAD_URL: `http://localhost:${ports[4747]}`,
        BULKHEAD_DRAIN_SECONDS: '1',
      },
    })
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text
      })
    }
    terminals.push(this)
  }

  /** Types a block that goes on running. */
  start(code: string): void {
    this.#shell.stdin?.write(`${code}\n`)
  }

  /** Types a block and waits for its end. @returns What it printed. */
  async run(code: string): Promise<string> {
    this.#blocks += 1
    const end = `end of block ${this.#blocks}`
    this.#output = ''
    this.start(`${code}\necho '${end}'`)
    await until(() => this.#output.includes(end) || this.#shell.exitCode !== null, 300_000)
    assert.equal(this.#shell.exitCode, null, `${code}\n${this.#output}`)
    return this.#output.slice(0, this.#output.indexOf(end))
  }

  /** Presses Ctrl-C. */
  async interrupt(): Promise<void> {
    const { pid } = this.#shell
    assert.ok(pid !== undefined)
    const exited = this.#shell.exitCode === null ? once(this.#shell, 'exit') : undefined
    process.kill(-pid, 'SIGINT')
    this.#shell.stdin?.end()
    await exited
  }

  get output(): string {
    return this.#output
  }

  close(): void {
    try {
      if (this.#shell.pid !== undefined) process.kill(-this.#shell.pid, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
}

test('the README, the story in curl and an operator’s first day, each block after the one before', async () => {
  const pages = [
    join(root, 'README.md'),
    join(root, 'docs/tutorials/curl.md'),
    join(root, 'docs/tutorials/operator.md'),
  ]
  const blocks = pages.flatMap((page) => getBlocks(readFileSync(page, 'utf8')))
  const labels = blocks.map(({ label }) => label)
  assert.deepEqual(
    [...new Set(labels)],
    [
      'request',
      'readme.ts',
      'agent',
      'docker',
      'repository',
      'server',
      'postgres',
      'tests',
      'upstream',
      'install-sdk.sh',
      'issues-of-acme.ts',
      'run-issues.sh',
      'shell.sh',
    ],
  )
  const repository = new Terminal(clone)
  const project = new Terminal(place)
  let server: Terminal | undefined
  const serve = async (code: string) => {
    await server?.interrupt()
    await until(async () => (await responds(api)) === undefined)
    server = new Terminal(clone)
    server.start(code)
    await until(async () => (await responds(`${api}/health/ready`)) === 200, 120_000)
  }
  const printed: string[] = []
  const getCode = (label: string) => blocks.find((block) => block.label === label)?.code ?? ''
  for (const { label, code } of blocks) {
    if (label === 'repository' || label === 'shell.sh') printed.push(await repository.run(adapted(code)))
    else if (label === 'server') await serve(adapted(code))
    else if (label === 'postgres') {
      const database = await postgres?.createDatabase()
      const withUrls = adapted(code)
        .replace('postgres://bulkhead@db/bulkhead', database?.url ?? '')
        .replace('postgres://bulkhead_migrator@db/bulkhead', database?.ownerUrl ?? '')
      // A second start has to open what the first one sealed.
      await serve(withUrls)
      await serve(withUrls)
    } else if (label === 'upstream') {
      await server?.interrupt()
      server = undefined
      new Terminal(clone).start(`${code.trim()} -- --port ${ports[4010]}`)
      await until(async () => (await responds(`http://127.0.0.1:${ports[4010]}/`)) !== undefined, 240_000)
    } else if (label === 'issues-of-acme.ts') writeFileSync(join(place, 'hull/issues.mjs'), code)
    else if (!['tests', 'request', 'readme.ts', 'agent', 'docker'].includes(label))
      printed.push(await project.run(adapted(code).replace('/path/to/bulkhead', clone)))
    if (label === 'run-issues.sh') await tryFirstScreen()
  }
  // The first screen of the README, once the story has made its customer.
  async function tryFirstScreen() {
    const minted = `json $API/account/applications/scoped-token -H "Authorization: Bearer $APPLICATION" -d '{"workspace_name": "birch"}'`
    await repository.run(adapted(`BIRCH=$(${minted} | field .token)\nACME=$TOKEN`))
    const request = adapted(getCode('request')).replace('curl ', 'curl -s ')
    const shown = JSON.parse(/```json\n([^`]*)\n```/.exec(readFileSync(pages[0] ?? '', 'utf8'))?.[1] ?? '')
    const { status, result, connector_metadata } = JSON.parse(await repository.run(request))
    const { has_next_page } = connector_metadata
    assert.deepEqual({ status, result, connector_metadata: { has_next_page } }, shown)
    const refused = JSON.parse(await repository.run(request.replace('$ACME', '$BIRCH')))
    assert.equal(refused.message, 'There is no such connector.')
    writeFileSync(join(place, 'hull/readme.mjs'), getCode('readme.ts'))
    assert.match(await project.run('node readme.mjs'), /^1347 Found a bug\n/)
    const commands = getCode('docker').trim().split('\n')
    const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8')
    for (const command of commands) assert.ok(dockerfile.includes(`: ${command}\n`), command)
  }
  const all = printed.join('')
  assert.match(all, /Birch cannot even learn that the connector exists/)
  assert.doesNotMatch(all, /ghp_of_ash/)
  assert.match(all, /\n?Found a bug\n[0-9a-f-]{36}\ncedar-inc\ninactive\n.*data key was destroyed/)
  // After the story come the eight blocks of the operator. Commands that take a second say how far they are.
  const [issues = '', shell = ''] = printed.slice(-10, -8)
  assert.match(issues, /^Found a bug\nFound a bug\n\[\n {2}'github_issues_get'/)
  assert.match(shell, /^\{"name":"GitHub - birch"\}\n\[\n\{"number":1347,"title":"Found a bug"\}/)
  const [doctor = '', link, , backup, , rotation, upgrade, works] = printed.slice(-8)
  assert.deepEqual(
    JSON.parse(doctor).filter(({ status }: { status: string }) => status !== 'ok'),
    [],
  )
  assert.match(link ?? '', /^http:\/\/localhost:\d+\/sign-up#\S+\n$/)
  assert.match(backup ?? '', /^(?:.* written\n)*(\d+)\n(.*\n)*\1\n$/)
  assert.match(rotation ?? '', /\{"kek_version":2,"rewrapped":\d+\}\n(.*\n)+2\ttrue\t[1-9]\n1\tfalse\t0\n$/)
  assert.match(upgrade ?? '', /\[2\]\n$/)
  assert.match(works ?? '', /^\{"status":"ready"\}\nbulkhead_build_info\{.*\} 1\nFound a bug\n/)
})

test('npm start ends when npm is told to', async (t) => {
  const port = await freePort()
  const child = spawn('npm', ['start'], {
    cwd: clone,
    stdio: 'ignore',
    env: { ...process.env, BULKHEAD_PORT: String(port), BULKHEAD_DATA_DIR: join(place, 'signalled') },
  })
  const exited = once(child, 'exit')
  await until(async () => (await responds(`http://127.0.0.1:${port}/health/ready`)) === 200, 120_000)
  const { pid } = JSON.parse(readFileSync(join(place, 'signalled/lock-holder.json'), 'utf8'))
  // npm's own process, as a process manager knows it, and no other.
  child.kill('SIGTERM')
  await exited
  t.after(() => isAlive(pid) && process.kill(pid, 'SIGKILL'))
  await until(() => !isAlive(pid))
  assert.equal(await responds(`http://127.0.0.1:${port}/health/ready`), undefined)
})

/** Blocks of the shell and of TypeScript, each with the comment before it. */
function getBlocks(readme: string): Block[] {
  const found = [
    ...readme.matchAll(/(?:<!-- (?:play|snippet): ([\w.-]+) -->\n)?```(?:sh|ts)\n([\s\S]*?)```/g),
  ]
  return found.map(([block, label, code = '']) => {
    assert.ok(label !== undefined, `a block says nothing of where it is typed: ${block}`)
    return { label, code }
  })
}

function adapted(code: string): string {
  return Object.entries(ports)
    .reduce((text, [written, free]) => text.replaceAll(`:${written}`, `:${free}`), code)
    .replace(/^npm ci$/m, INSTALLS ? 'npm ci' : ':')
    .replace(/^git pull$/m, ':')
}

/** Copies the files that git would clone, with uncommitted changes. */
function copyRepository(): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  for (const file of files.toString().split('\0').filter(Boolean)) {
    if (!existsSync(join(root, file))) continue
    mkdirSync(dirname(join(clone, file)), { recursive: true })
    cpSync(join(root, file), join(clone, file))
  }
  if (INSTALLS) return
  for (const folder of globSync('{node_modules,packages/*/node_modules}', { cwd: root })) {
    symlinkSync(join(root, folder), join(clone, folder))
  }
  // npm packs no links.
  for (const folder of globSync('packages/*/dist', { cwd: root })) {
    cpSync(join(root, folder), join(clone, folder), { recursive: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function responds(url: string): Promise<number | undefined> {
  try {
    return (await fetch(url)).status
  } catch {
    return undefined
  }
}

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { OPERATOR_COMMANDS } from '@bulkhead/contract/operator/operator-commands'
import { startPostgres } from '@bulkhead/testing/postgres/running-postgres'
import pg from 'pg'
import { parse, parseAllDocuments } from 'yaml'
import { readSettings } from '#main/settings'
import { migrateForLogin } from '#platform/database/postgres/migrate-postgres'
import { loadKeyring } from '#platform/vault/load-keyring'

const DEPLOY = new URL('../../../../deploy/', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-deploy-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const compose = join(folder, 'compose')
cpSync(join(DEPLOY, 'compose'), compose, { recursive: true })
const run = (program: string, args: readonly string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
run(join(compose, 'make-secrets.sh'), [])
const secretsIn = (text: string) => text.replaceAll('/run/secrets/', `${compose}/secrets/`)

test('the systemd unit is one that systemd takes, and is hardened', () => {
  const unit = join(folder, 'bulkhead.service')
  const text = readFileSync(join(DEPLOY, 'systemd/bulkhead.service'), 'utf8')
  // The command is not installed here.
  writeFileSync(unit, text.replace('/usr/bin/bulkhead serve', '/bin/true'))
  assert.equal(run('systemd-analyze', ['verify', unit]), '')
  const exposure = /exposure level for \S+ ([\d.]+)/.exec(
    run('systemd-analyze', ['security', '--offline=true', unit]),
  )
  assert.ok(Number(exposure?.[1]) < 2, exposure?.[0])
})

/** The environment of each container, with what it is started with. */
interface Container {
  readonly environment?: Readonly<Record<string, string>>
  readonly command?: readonly string[]
  readonly secrets?: readonly string[]
}

function assertCommand([word, name]: readonly string[] = ['serve']) {
  assert.ok(word === 'serve' || (word === 'operator' && name !== undefined && name in OPERATOR_COMMANDS))
}

test('compose: each secret is declared and made, and the settings are ones that a server takes', () => {
  const { services, secrets } = parse(readFileSync(join(compose, 'compose.yaml'), 'utf8'), { merge: true })
  for (const [name, { file }] of Object.entries<{ file: string }>(secrets))
    assert.ok(existsSync(join(compose, file)), name)
  for (const { secrets: used = [] } of Object.values<Container>(services))
    for (const name of used) assert.ok(name in secrets, name)
  for (const name of ['bulkhead', 'migrate']) {
    const { environment = {}, command, secrets: used = [] } = services[name] as Container
    assertCommand(command)
    const given = Object.entries(environment).map(([variable, value]) => {
      const secret = /^\/run\/secrets\/(.+)$/.exec(value)?.[1]
      if (secret !== undefined) assert.ok(used.includes(secret), `${name} has no ${secret}`)
      // As compose fills in what is not set.
      return [variable, secretsIn(value.replace(/^\$\{\w+:-(.*)\}$/, '$1'))]
    })
    const settings = readSettings(Object.fromEntries(given))
    assert.deepEqual(settings.unknown, [])
    if (settings.keyFile !== undefined) loadKeyring({ keyFile: settings.keyFile }, false)
  }
})

test('compose: the logins that it makes migrate and are held by the walls', async () => {
  const postgres = await startPostgres()
  try {
    const admin = new pg.Client({ connectionString: postgres.adminUrl })
    await admin.connect()
    const secret = (name: string) => readFileSync(join(compose, 'secrets', name), 'utf8').trim()
    const script = readFileSync(join(compose, 'make-logins.sh'), 'utf8')
    const [, sql = ''] = /<<'SQL'\n([\s\S]*)\nSQL\n/.exec(script) ?? []
    const filled = sql.replaceAll(/:'(\w+)'/g, (_, name) => pg.escapeLiteral(secret(`${name}-password`)))
    for (const statement of filled.split(';\n')) await admin.query(statement)
    await admin.end()
    const { host } = new URL(postgres.adminUrl)
    const url = secret('database-owner-url').replace('postgres:5432', host)
    const { login } = await migrateForLogin(url, new URL(secret('database-url')).username)
    assert.equal(login, 'bulkhead')
  } finally {
    await postgres.close()
  }
})

test('compose: nginx takes its configuration', () => {
  const file = join(compose, 'nginx.conf')
  // The name of the servers is that of compose's network, and Debian's nginx cannot resolve it anew as that of its image can.
  const text = secretsIn(readFileSync(file, 'utf8')).replace('bulkhead:4747 resolve', '127.0.0.1:4747')
  writeFileSync(file, `pid ${folder}/nginx.pid;\nerror_log ${folder}/error.log;\n${text}`)
  run('nginx', ['-t', '-q', '-p', folder, '-c', file])
})

test('Kubernetes: settings, probes, commands and secrets are ones that a server has', () => {
  const text = readFileSync(join(DEPLOY, 'kubernetes/bulkhead.yaml'), 'utf8')
  const documents = parseAllDocuments(text).map((document) => {
    assert.deepEqual(document.errors, [])
    return document.toJS()
  })
  const paths = new Set<string>(operations.map(({ path }) => path))
  for (const kind of ['Job', 'Deployment']) {
    const { spec } = documents.find((each) => each.kind === kind).spec.template
    const [container] = spec.containers
    assertCommand(container.args)
    const mounted = spec.volumes[0].secret.items.map(({ path }: { path: string }) => path)
    const given = container.env.map(({ name, value }: { name: string; value: string }) => {
      const secret = /^\/secrets\/(.+)$/.exec(value)?.[1]
      if (secret !== undefined) assert.ok(mounted.includes(secret), `${kind} has no ${secret}`)
      return [name, value.replace('/secrets/', `${compose}/secrets/`)]
    })
    assert.deepEqual(readSettings(Object.fromEntries(given)).unknown, [])
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
      if (probe in container) assert.ok(paths.has(container[probe].httpGet.path))
  }
  const { kind } = documents.find((each) => each.kind === 'HorizontalPodAutoscaler').spec.scaleTargetRef
  assert.equal(kind, 'Deployment')
})

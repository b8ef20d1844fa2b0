import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { OPERATOR_COMMANDS } from '@bulkhead/contract/operator/operator-commands'
import { readDockerfile } from '@bulkhead/proofs/published/read-dockerfile'
import { freePort } from '@bulkhead/testing/free-port'
import { CHART, CHART_VALUES, EXAMPLE_VALUES, EXAMPLES } from '@bulkhead/testing/helm/chart-values'
import {
  type Manifest,
  readChart,
  readManifests,
  renderChart,
  renderManifests,
} from '@bulkhead/testing/helm/render-chart'
import { validateManifest } from '@bulkhead/testing/helm/validate-manifest'
import { startPostgres } from '@bulkhead/testing/postgres/running-postgres'
import { until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { parse } from 'yaml'
import { examineValkey } from '#access/limits/valkey/load-valkey'
import { readSettings, type Settings } from '#main/settings'
import { getVariableNames, VARIABLES, type VariableName } from '#main/variables/variables'
import { VERSION } from '#main/version'
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

test('the systemd units are ones that systemd takes, and the service is hardened and waits for its database', () => {
  const unit = join(folder, 'bulkhead.service')
  cpSync(join(DEPLOY, 'systemd/bulkhead.socket'), join(folder, 'bulkhead.socket'))
  const text = readFileSync(join(DEPLOY, 'systemd/bulkhead.service'), 'utf8')
  // The command is not installed here.
  writeFileSync(unit, text.replace('/usr/bin/bulkhead serve', '/bin/true'))
  assert.equal(run('systemd-analyze', ['verify', unit, join(folder, 'bulkhead.socket')]), '')
  const exposure = /exposure level for \S+ ([\d.]+)/.exec(
    run('systemd-analyze', ['security', '--offline=true', unit]),
  )
  assert.ok(Number(exposure?.[1]) < 2, exposure?.[0])
  // By default systemd gives up after five starts in ten seconds, and starts again after 100 ms.
  assert.match(text, /^StartLimitIntervalSec=0$/m)
  assert.match(text, /^RestartSec=[1-9]\d*$/m)
})

test('tmpfiles close the folder of secrets', () => {
  const root = join(folder, 'root')
  const secrets = join(root, 'etc/bulkhead/secrets')
  mkdirSync(secrets, { recursive: true })
  writeFileSync(join(secrets, 'key'), '', { mode: 0o644 })
  run('systemd-tmpfiles', ['--create', `--root=${root}`, join(DEPLOY, 'systemd/bulkhead.tmpfiles')])
  const modes = [secrets, join(secrets, 'key')].map((path) => statSync(path).mode & 0o777)
  assert.deepEqual(modes, [0o700, 0o600])
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

interface Compose {
  readonly services: Readonly<Record<string, Container>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

const readCompose = (file: string): Compose =>
  parse(readFileSync(join(compose, file), 'utf8'), { merge: true })

/** Merges files as compose does: environments by name, lists of secrets one behind the other. */
function mergeCompose(base: Compose, added: Compose): Compose {
  const services = { ...base.services }
  for (const [name, service] of Object.entries(added.services)) {
    const { environment, secrets = [] } = services[name] ?? {}
    services[name] = {
      ...{ ...services[name], ...service },
      environment: { ...environment, ...service.environment },
      secrets: [...secrets, ...(service.secrets ?? [])],
    }
  }
  return { services, secrets: { ...base.secrets, ...added.secrets } }
}

test('compose: each secret is declared and made, and the settings are ones that a server takes', () => {
  const base = readCompose('compose.yaml')
  for (const whole of [base, mergeCompose(base, readCompose('valkey.yaml'))]) assertCompose(whole)
})

function assertCompose({ services, secrets }: Compose) {
  for (const [name, { file }] of Object.entries(secrets)) assert.ok(existsSync(join(compose, file)), name)
  for (const { secrets: used = [] } of Object.values(services))
    for (const name of used) assert.ok(name in secrets, name)
  for (const name of ['bulkhead', 'migrate']) {
    const { environment = {}, command, secrets: used = [] } = services[name] as Container
    assertCommand(command)
    const given = Object.entries(environment).map(([variable, value]) => {
      const secret = /^\/run\/secrets\/(.+)$/.exec(value)?.[1]
      if (secret !== undefined) assert.ok(used.includes(secret), `${name} has no ${secret}`)
      // Fills in defaults for unset variables, as compose does.
      return [variable, secretsIn(value.replace(/^\$\{\w+:-(.*)\}$/, '$1'))]
    })
    const settings = readSettings(Object.fromEntries(given))
    assert.deepEqual(settings.unknown, [])
    if (settings.keyFile !== undefined) loadKeyring({ keyFile: settings.keyFile }, false)
  }
}

test('images: digests of all are looked up and read by compose, and none is taken from an odd response', () => {
  const place = join(folder, 'pinned')
  mkdirSync(join(place, 'compose'), { recursive: true })
  cpSync(join(DEPLOY, 'pin-images.sh'), join(place, 'pin-images.sh'))
  const digest = `sha256:${'5e'.repeat(32)}`
  const docker = (prints: string) =>
    writeFileSync(join(place, 'docker'), `#!/bin/sh\necho "${prints}"\n`, { mode: 0o755 })
  const pin = () =>
    spawnSync(join(place, 'pin-images.sh'), {
      env: { PATH: `${place}:${process.env.PATH}`, NGINX_IMAGE: 'mirror/nginx:1' },
      encoding: 'utf8',
    })
  docker(digest)
  assert.equal(pin().status, 0)
  const pinned = Object.fromEntries(
    readFileSync(join(place, 'compose/.env'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  )
  const defaults = ['compose.yaml', 'valkey.yaml'].flatMap((file) => [
    ...readFileSync(join(compose, file), 'utf8').matchAll(/\$\{(\w+_IMAGE):-([\w/]+:[^}]+)\}/g),
  ])
  assert.equal(defaults.length, 3)
  for (const [, name = '', image = ''] of defaults)
    assert.equal(pinned[name], `${name === 'NGINX_IMAGE' ? 'mirror/nginx:1' : image}@${digest}`)
  const [, node] = /^ARG NODE_IMAGE=(.+)$/m.exec(readFileSync(join(DEPLOY, '../Dockerfile'), 'utf8')) ?? []
  assert.equal(pinned.NODE_IMAGE, `${node}@${digest}`)

  docker('not found')
  assert.equal(pin().status, 1)
  assert.ok(readFileSync(join(place, 'compose/.env'), 'utf8').includes(digest))
})

test('compose: Valkey starts as it says, with the password of its secret', async () => {
  const [shell = '', ...args] = readCompose('valkey.yaml').services.valkey?.command ?? []
  const port = await freePort()
  const command = secretsIn(args.at(-1) ?? '')
    .replaceAll('$$', '$')
    .replace('valkey-server -', `valkey-server - --port ${port} --bind 127.0.0.1`)
  const child = spawn(shell, [...args.slice(0, -1), command], { stdio: 'ignore' })
  try {
    const url = new URL(readFileSync(join(compose, 'secrets/valkey-url'), 'utf8').trim())
    assert.equal(url.host, 'valkey:6379')
    const findings = () => examineValkey(url.href.replace(url.host, `127.0.0.1:${port}`))
    await until(async () => (await findings())[0]?.status === 'ok')
  } finally {
    child.kill()
    await once(child, 'exit')
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
  // The name of the servers is that of compose's network, and Debian's nginx cannot resolve it again as that of its
  // image can.
  const text = secretsIn(readFileSync(file, 'utf8')).replace('bulkhead:4747 resolve', '127.0.0.1:4747')
  writeFileSync(file, `pid ${folder}/nginx.pid;\nerror_log ${folder}/error.log;\n${text}`)
  run('nginx', ['-t', '-q', '-p', folder, '-c', file])
})

const plain = { 'bulkhead.yaml': readFileSync(join(DEPLOY, 'kubernetes/bulkhead.yaml'), 'utf8') }
const kubernetes: Readonly<Record<string, readonly Manifest[]>> = {
  manifests: readManifests(plain),
  ...Object.fromEntries(
    Object.entries(CHART_VALUES).map(([name, values]) => [`chart, ${name}`, renderManifests(values)]),
  ),
}

test('Kubernetes: objects are ones that its own description allows', async () => {
  for (const manifests of Object.values(kubernetes))
    for (const manifest of manifests) await validateManifest(manifest)
  const [wrong] = readManifests({
    'wrong.yaml': 'apiVersion: v1\nkind: Service\nspec: {ports: [{port: http}]}',
  })
  await assert.rejects(validateManifest(wrong), /port/)
})

/** Values of the entries of secrets, by setting. */
const SECRET_VALUES: Readonly<Record<string, string>> = {
  BULKHEAD_KEY: `1:${'A'.repeat(43)}=`,
  BULKHEAD_DATABASE_URL: 'postgres://bulkhead:p@db/bulkhead',
  BULKHEAD_DATABASE_DIRECT_URL: 'postgres://bulkhead:p@db/bulkhead',
  BULKHEAD_DATABASE_REPLICA_URL: 'postgres://bulkhead:p@standby/bulkhead',
  BULKHEAD_DATABASE_OWNER_URL: 'postgres://bulkhead_migrator:p@db/bulkhead',
  BULKHEAD_VALKEY_URL: 'valkey://:p@valkey:6379/0',
  BULKHEAD_SMTP_URL: 'smtps://user:p@mail',
  BULKHEAD_PROXY_URL: 'http://proxy:3128',
  OTEL_EXPORTER_OTLP_HEADERS: 'api-key=secret',
}

/** Reads the settings of a container as its process would, with files for the secrets that are mounted. */
function readContainer(container: Manifest, volumes: Manifest): Settings {
  const place = mkdtempSync(join(folder, 'secrets-'))
  const given = container.env
    .filter(({ value }: { value?: string }) => value !== undefined)
    .map(({ name, value }: { name: string; value: string }) => {
      const mount = container.volumeMounts.find(
        (one: { mountPath: string }) => /_FILE$|_CERTS$/.test(name) && value.startsWith(`${one.mountPath}/`),
      )
      if (mount === undefined) return [name, value]
      const { secret } = volumes.find((one: { name: string }) => one.name === mount.name)
      const path = value.slice(mount.mountPath.length + 1)
      if (secret !== undefined) {
        assert.equal(secret.defaultMode, 0o440)
        const isThere = secret.items.some((item: { path: string }) => item.path === path)
        assert.ok(isThere, `no ${path} for ${name}`)
      }
      const certificate = path.endsWith('.crt') && readFileSync(join(compose, 'secrets/tls.crt'))
      const content = certificate || (SECRET_VALUES[name.replace(/_FILE$/, '')] ?? 'a secret')
      writeFileSync(join(place, path), content)
      return [name, join(place, path)]
    })
  const settings = readSettings(Object.fromEntries(given))
  assert.deepEqual(settings.unknown, [])
  return settings
}

const getPod = ({ kind, spec }: Manifest) =>
  kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec

for (const [name, manifests] of Object.entries(kubernetes)) {
  test(`Kubernetes, ${name}: settings, probes, commands and secrets are ones that a server has`, () => {
    const paths = new Set<string>(operations.map(({ path }) => path))
    const workloads = manifests.filter(({ kind }) => ['Job', 'CronJob', 'Deployment'].includes(kind))
    for (const workload of workloads) {
      const spec = getPod(workload)
      const [container] = spec.containers
      assertCommand(container.args)
      const settings = readContainer(container, spec.volumes)
      // The owner's login is for the jobs alone, and the key for servers alone.
      assert.equal(settings.databaseOwnerUrl === undefined, workload.kind === 'Deployment')
      if (workload.kind !== 'Deployment') assert.equal(settings.keyFile ?? settings.key, undefined)
      if (workload.kind === 'CronJob') assert.notEqual(settings.backups, undefined)
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
        if (probe in container) assert.ok(paths.has(container[probe].httpGet.path))
      // The same as in the image: a user other than root, and a read-only root file system.
      assert.equal(String(spec.securityContext.runAsUser), readDockerfile().User)
      assert.equal(container.securityContext.readOnlyRootFilesystem, true)
    }
    const deployment = workloads.find(({ kind }) => kind === 'Deployment')
    // A moment without the database takes no pod out. Two moments of a probe are less than the time of a drain.
    const { failureThreshold, periodSeconds } = getPod(deployment).containers[0].readinessProbe
    assert.deepEqual([failureThreshold, periodSeconds], [3, 1])
    const { labels } = deployment.spec.template.metadata
    for (const { kind, spec } of manifests) {
      const selector = { Service: spec?.selector, Deployment: spec?.selector?.matchLabels }[kind as string]
      assert.deepEqual({ ...labels, ...selector }, labels)
      if (kind === 'PodDisruptionBudget')
        assert.deepEqual({ ...labels, ...spec.selector.matchLabels }, labels)
      if (kind === 'NetworkPolicy') assert.deepEqual({ ...labels, ...spec.podSelector.matchLabels }, labels)
      if (kind === 'HorizontalPodAutoscaler') assert.equal(spec.scaleTargetRef.name, deployment.metadata.name)
    }
  })
}

test('chart: each setting that is a secret can be an entry, and one that is empty is left out', () => {
  const names = Object.entries(VARIABLES).flatMap(([name, variable]) => ('isSecret' in variable ? name : []))
  assert.ok(names.length >= 15)
  const entries = Object.fromEntries(names.map((name) => [name, name.toLowerCase().replaceAll('_', '-')]))
  const render = (given: Readonly<Record<string, string>>) => {
    const values = { publicUrl: 'https://b.example', secret: { entries: given } }
    const deployment = renderManifests(values).find(({ kind }) => kind === 'Deployment')
    return getPod(deployment)
  }
  const { containers, volumes } = render(entries)
  const files = containers[0].env.filter(({ value }: { value: string }) => value.startsWith('/secrets/'))
  assert.deepEqual(
    files.map(({ name, value }: { name: string; value: string }) => [name, value]).sort(),
    names.map((name) => [`${name}_FILE`, `/secrets/${entries[name]}`]).sort(),
  )
  assert.equal(volumes[0].secret.items.length, names.length)
  // Each is read by the variable that names the file.
  for (const name of names) assert.deepEqual(getVariableNames(name as VariableName), [name, `${name}_FILE`])
  const withoutKey = render({ BULKHEAD_KEY: '' })
  assert.ok(!JSON.stringify(withoutKey).includes('BULKHEAD_KEY'))
  assert.deepEqual(
    withoutKey.volumes[0].secret.items.map(({ key }: { key: string }) => key),
    ['database-url'],
  )
})

test('chart: the examples are rendered as they are kept', () => {
  assert.ok(Object.keys(EXAMPLE_VALUES).length >= 5)
  for (const name of Object.keys(EXAMPLE_VALUES)) {
    const kept = { [`${name}.yaml`]: readFileSync(join(EXAMPLES, `${name}.rendered.yaml`), 'utf8') }
    assert.deepEqual(readManifests(kept), kubernetes[`chart, ${name}`], 'npm run generate renders them again')
  }
})

test('chart: what it cannot do without is asked for', () => {
  assert.throws(() => renderChart(readChart(CHART)), /publicUrl is missing/)
  assert.throws(
    () => renderChart(readChart(CHART, { publicUrl: 'https://b.example', secret: { create: true } })),
    /secret\.data\.database-url is missing/,
  )
  const { version, appVersion } = parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8'))
  assert.deepEqual([version, appVersion], [VERSION, VERSION])
})

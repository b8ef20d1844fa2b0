import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSettings } from '#main/settings'
import { getNeeded, VARIABLES, type VariableName } from '#main/variables/variables'

test('a port that nobody knows beforehand needs a public URL: the issuer of tokens would be port 0', () => {
  assert.throws(() => readSettings({ BULKHEAD_PORT: '0' }), /BULKHEAD_PORT is 0.*BULKHEAD_PUBLIC_URL/)
  const { port, publicUrl } = readSettings({
    BULKHEAD_PORT: '0',
    BULKHEAD_PUBLIC_URL: 'http://bulkhead.test/',
  })
  assert.deepEqual([port, publicUrl], [0, 'http://bulkhead.test'])
})

test('without a public URL it is the port on this machine', () => {
  assert.equal(readSettings({}).publicUrl, 'http://localhost:4747')
  assert.equal(readSettings({ BULKHEAD_PORT: '8080' }).publicUrl, 'http://localhost:8080')
})

test('callbacks are at the public URL, or at a domain of their own that is no less safe', () => {
  const environment = { BULKHEAD_PUBLIC_URL: 'https://bulkhead.test' }
  assert.equal(readSettings(environment).callbackUrl, 'https://bulkhead.test')
  const read = (BULKHEAD_CALLBACK_URL: string) =>
    readSettings({ ...environment, BULKHEAD_CALLBACK_URL }).callbackUrl
  assert.equal(read('https://connect.test/'), 'https://connect.test')
  assert.throws(() => read('http://connect.test'), /BULKHEAD_CALLBACK_URL must be https/)
  assert.throws(() => read('https://connect.test/here'), /BULKHEAD_CALLBACK_URL must have no path/)
})

test('a setting that could only fail later is refused at once, without its password', () => {
  const url = 'postgres://bulkhead:pa55/word@db/bulkhead'
  for (const [name, text, message] of [
    ['BULKHEAD_PUBLIC_URL', 'https://me:pa55word@bulkhead.test', /must have no user name and password/],
    ['BULKHEAD_CALLBACK_URL', 'https://me:pa55word@bulkhead.test', /must have no user name and password/],
    ['BULKHEAD_DATABASE_URL', url, /must be a URL of Postgres.* Percent-encode/],
    ['BULKHEAD_DATABASE_OWNER_URL', 'postgres://db:99999/bulkhead', /must be a URL of Postgres/],
    ['BULKHEAD_BACKUP_TO', 'gs://bucket/backups', /must be a folder, or s3:/],
    ['BULKHEAD_BACKUP_TO', 'S3://bucket/backups', /must be a folder, or s3:/],
    ['BULKHEAD_MCP_HOSTS', 'https://mcp.bulkhead.test', /must list host names.*https:\/\/mcp/],
    ['BULKHEAD_MCP_HOSTS', 'mcp.bulkhead.test:443', /must list host names/],
    ['BULKHEAD_SMTP_URL', 'smtp://', /must be a URL such as smtps:/],
  ] as const)
    assert.throws(
      () =>
        readSettings({
          BULKHEAD_MAIL_FROM: 'a@bulkhead.test',
          BULKHEAD_SMTP_URL: 'smtp://mail',
          [name]: text,
        }),
      ({ message: found }: Error) => found.startsWith(name) && message.test(found) && !/pa55/.test(found),
      `${name}=${text}`,
    )
  const { publicUrl, databaseUrl, mcpHosts } = readSettings({
    BULKHEAD_PUBLIC_URL: 'https://bulkhead.test/?',
    BULKHEAD_DATABASE_URL: 'postgres://bulkhead@/bulkhead?host=/run/postgresql',
    BULKHEAD_MCP_HOSTS: 'MCP.bulkhead.test, localhost',
  })
  assert.equal(publicUrl, 'https://bulkhead.test')
  assert.ok(databaseUrl)
  assert.deepEqual(mcpHosts, ['mcp.bulkhead.test', 'localhost'])
})

test('threads that read responses are as many as the machine can have, or as it is set', () => {
  assert.equal(readSettings({}).readerThreads, undefined)
  assert.equal(readSettings({ BULKHEAD_READER_THREADS: '2' }).readerThreads, 2)
  assert.throws(() => readSettings({ BULKHEAD_READER_THREADS: '0' }), /BULKHEAD_READER_THREADS .* from 1/)
})

test('memory of responses is at least that of one of the largest', () => {
  const mib = 1_048_576
  assert.deepEqual(readSettings({}).memoryLimits, {
    ...{ workspace: 32 * mib, organization: 96 * mib, total: 192 * mib, reserve: 64 * mib },
    waiting: Number.POSITIVE_INFINITY,
  })
  assert.throws(() => readSettings({ BULKHEAD_RESPONSE_MEMORY: '63' }), /BULKHEAD_RESPONSE_MEMORY .* from 64/)
  assert.throws(
    () => readSettings({ BULKHEAD_WORKSPACE_RESPONSE_MEMORY: '15' }),
    /BULKHEAD_WORKSPACE_RESPONSE_MEMORY .* from 16/,
  )
})

test('connections to Postgres are 10, or a number from 2 to 200', () => {
  assert.equal(readSettings({}).databasePool, 10)
  for (const count of [2, 200])
    assert.equal(readSettings({ BULKHEAD_DATABASE_POOL: String(count) }).databasePool, count)
  for (const text of ['1', '201', '2.5', 'many', '-5'])
    assert.throws(
      () => readSettings({ BULKHEAD_DATABASE_POOL: text }),
      /BULKHEAD_DATABASE_POOL must be a whole number from 2 to 200/,
    )
})

test('a replica for reports needs Postgres, and is waited for up to 3 s', () => {
  const BULKHEAD_DATABASE_URL = 'postgres://db/bulkhead'
  const BULKHEAD_DATABASE_REPLICA_URL = 'postgres://standby/bulkhead'
  const read = (BULKHEAD_DATABASE_REPLICA_WAIT?: string) =>
    readSettings({ BULKHEAD_DATABASE_URL, BULKHEAD_DATABASE_REPLICA_URL, BULKHEAD_DATABASE_REPLICA_WAIT })
  assert.equal(readSettings({ BULKHEAD_DATABASE_URL }).replica, undefined)
  assert.deepEqual(read().replica, { url: BULKHEAD_DATABASE_REPLICA_URL, waitMs: 300 })
  assert.equal(read('3000').replica?.waitMs, 3_000)
  for (const text of ['-1', '3001', 'soon'])
    assert.throws(() => read(text), /BULKHEAD_DATABASE_REPLICA_WAIT must be a whole number from 0 to 3000/)
  assert.throws(() => readSettings({ BULKHEAD_DATABASE_REPLICA_URL }), /the embedded database does not have/)
})

test('several workers are a number or auto, and need Postgres', () => {
  const BULKHEAD_DATABASE_URL = 'postgres://db/bulkhead'
  const read = (text: string) => readSettings({ BULKHEAD_WORKERS: text, BULKHEAD_DATABASE_URL }).workers
  assert.deepEqual([readSettings({}).workers, read('3'), read('auto')], [1, 3, availableParallelism()])
  assert.throws(() => read('0'), /BULKHEAD_WORKERS must be a whole number from 1 to 64/)
  assert.throws(() => readSettings({ BULKHEAD_WORKERS: '2' }), /embedded database allows only one/)
})

test('telemetry is off until a receiver is named, and a fault repeats nothing that may be a key', () => {
  assert.equal(readSettings({ BULKHEAD_TRACE_CALLERS: 'on' }).telemetry, undefined)
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'https://collector.example/otlp/'
  assert.deepEqual(
    readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: 'X-Key=a%3Db, x-tenant=us' })
      .telemetry,
    {
      endpoint: 'https://collector.example/otlp',
      headers: { 'x-key': 'a=b', 'x-tenant': 'us' },
      continuesCallers: false,
      tellsUpstreams: false,
      ratio: 1,
    },
  )
  for (const [name, value] of [
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://user:a-password@collector.example'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a-password'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'key=%zz-a-password'],
    ['BULKHEAD_TRACE_RATIO', '2'],
  ] as const)
    assert.throws(
      () => readSettings({ OTEL_EXPORTER_OTLP_ENDPOINT, [name]: value }),
      ({ message }: Error) => message.startsWith(name) && !message.includes('a-password'),
    )
})

test('each secret is also read from a file, without the newline at its end', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-secrets-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const put = (text: string) => {
    const file = join(directory, 'secret')
    writeFileSync(file, text)
    return file
  }
  const url = 'postgres://bulkhead:secret-of-the-database@db/bulkhead'
  assert.equal(readSettings({ BULKHEAD_DATABASE_URL_FILE: put(`${url}\n`) }).databaseUrl, url)
  assert.equal(readSettings({ BULKHEAD_DATABASE_OWNER_URL_FILE: put(url) }).databaseOwnerUrl, url)
  const secret = 'x'.repeat(32)
  const client = { BULKHEAD_CLIENT_ID: 'app', BULKHEAD_CLIENT_SECRET_FILE: put(`${secret}\r\n`) }
  assert.deepEqual(readSettings(client).client, { id: 'app', secret })
  const keyFile = put('1:abc\n')
  const settings = readSettings({ BULKHEAD_KEY_FILE: keyFile })
  assert.deepEqual([settings.key, settings.keyFile, settings.unknown], [undefined, keyFile, []])
})

test('an unreadable secret file is reported with variable, path and reason, and without its content', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-secrets-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'secret')
  const message = (environment: Record<string, string>) => {
    try {
      readSettings(environment)
    } catch (error) {
      return (error as Error).message
    }
    return assert.fail('it was taken')
  }
  assert.equal(
    message({ BULKHEAD_CLIENT_SECRET_FILE: file }),
    `BULKHEAD_CLIENT_SECRET_FILE names ${file}, which cannot be read: there is no such file.`,
  )
  assert.equal(
    message({ BULKHEAD_KEY_FILE: directory }),
    `BULKHEAD_KEY_FILE names ${directory}, which cannot be read: it is a directory.`,
  )
  writeFileSync(file, ' \n')
  assert.equal(
    message({ BULKHEAD_DATABASE_URL_FILE: file }),
    `BULKHEAD_DATABASE_URL_FILE names ${file}, which is empty.`,
  )
  writeFileSync(file, 'mysql://root:hidden@db')
  assert.doesNotMatch(message({ BULKHEAD_DATABASE_URL_FILE: file }), /hidden/)
  assert.equal(
    message({ BULKHEAD_KEY: '1:abc', BULKHEAD_KEY_FILE: file }),
    'BULKHEAD_KEY and BULKHEAD_KEY_FILE are both set: keep one of them.',
  )
})

test('an outbound proxy and client certificates are read, and refused by name', () => {
  const proxy = (url: string) => readSettings({ BULKHEAD_PROXY_URL: url }).proxy
  assert.deepEqual(proxy('http://proxy.test:3128'), { url: 'http://proxy.test:3128', resolves: false })
  for (const url of ['proxy.test:3128', 'socks5://proxy.test', 'http://u:secret@proxy.test/path'])
    assert.throws(
      () => proxy(url),
      ({ message }: Error) => /^BULKHEAD_PROXY_URL must/.test(message) && !message.includes('secret'),
    )
  const fixture = (name: string) =>
    new URL(`../../engine/test/fixtures/acme-test-${name}.pem`, import.meta.url).pathname
  const read = (entry: string) => readSettings({ BULKHEAD_CLIENT_CERTIFICATES: entry }).clientCertificates
  const [certificate, key] = [fixture('certificate'), fixture('key')]
  assert.deepEqual([...read(`API.bank.test=${certificate}+${key}`).keys()], ['api.bank.test'])
  assert.throws(() => read('api.bank.test'), /must list host=certificate\+key/)
  assert.throws(() => read(`api.bank.test=${certificate}+/nowhere`), /are not a readable certificate/)
  assert.throws(() => read(`api.bank.test=${key}+${key}`), /are not a readable certificate/)
})

test('a setting is named as ignored without the one it needs, unless it has its default', () => {
  for (const name of Object.keys(VARIABLES) as VariableName[])
    assert.ok((getNeeded(name) ?? name) in VARIABLES, `${name} needs what is no setting`)
  const environment = {
    BULKHEAD_EXPORT_KEEP: '20',
    BULKHEAD_EXPORT_SIZE: '100',
    BULKHEAD_PROXY_RESOLVES: 'on',
  }
  assert.deepEqual(readSettings(environment).ignored, [
    ['BULKHEAD_PROXY_RESOLVES', 'BULKHEAD_PROXY_URL is not set'],
    ['BULKHEAD_EXPORT_KEEP', 'BULKHEAD_EXPORT_FILE is not set'],
  ])
  const proxy = { BULKHEAD_PROXY_URL: 'http://proxy.test:3128', BULKHEAD_EXPORT_FILE: 'records.jsonl' }
  assert.deepEqual(readSettings({ ...environment, ...proxy }).ignored, [])
})

test('settings of a bucket for backups are named as ignored beside a folder', () => {
  const environment = {
    BULKHEAD_BACKUP_S3_REGION: 'eu-central-1',
    BULKHEAD_BACKUP_S3_KEY_ID: 'id',
    BULKHEAD_BACKUP_S3_SECRET: 'secret',
  }
  const ignored = (to: string) => readSettings({ ...environment, BULKHEAD_BACKUP_TO: to }).ignored
  const reason = 'BULKHEAD_BACKUP_TO does not begin with s3://'
  assert.deepEqual(
    ignored('backups'),
    Object.keys(environment).map((name) => [name, reason]),
  )
  assert.deepEqual(ignored('s3://bucket/backups'), [])
})

test('no setting is ignored without being named', () => {
  const read = (environment: Record<string, string>) => {
    const { ignored, ...settings } = readSettings(environment)
    return { ignored, settings: JSON.stringify(settings) }
  }
  const { settings: unset } = read({})
  const texts = ['4', 'on', 'off', 'info', '127.0.0.1', 'https://a.example', 'postgres://a.example/a', 'a=b']
  let silent = 0
  for (const name of Object.keys(VARIABLES))
    for (const text of texts) {
      let result: ReturnType<typeof read>
      try {
        result = read({ [name]: text })
      } catch {
        continue
      }
      if (result.settings !== unset || text === VARIABLES[name as VariableName].default) continue
      silent += 1
      assert.deepEqual(
        result.ignored.map(([ignored]) => ignored),
        [name],
        `${name}=${text}`,
      )
    }
  assert.ok(silent > 20, String(silent))
})

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '@bulkhead/testing/free-port'
import { readSettings } from '#main/settings'
import { startServer } from '#main/start-server'
import { POSTGRES_VERSION } from '#platform/database/pglite/open-pglite'
import { createLog } from '#platform/log'

describe('a start that fails says what to do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-start-'))
  const used = join(folder, 'used')
  const log: string[] = []
  after(() => rmSync(folder, { recursive: true, force: true }))

  const start = (environment: Readonly<Record<string, string>>) => {
    const all = {
      BULKHEAD_PORT: '0',
      BULKHEAD_PUBLIC_URL: 'http://start.test',
      BULKHEAD_DATA_DIR: used,
      ...environment,
    }
    log.length = 0
    const settings = readSettings(all)
    return startServer(settings, createLog('info', { write: (line) => void log.push(line) }))
  }
  const refusal = async (environment: Readonly<Record<string, string>>): Promise<string> => {
    try {
      const server = await start(environment)
      await server.close()
    } catch (error) {
      return (error as Error).message
    }
    return assert.fail(`it started with ${JSON.stringify(environment)}`)
  }

  test('the first secret is not lost with a first start that cannot listen', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    assert.match(await refusal({ BULKHEAD_PORT: String(port) }), /Port \d+ .*in use.*BULKHEAD_PORT/)
    other.close()
    assert.match(await refusal({ BULKHEAD_HOST: '203.0.113.7' }), /203\.0\.113\.7.*BULKHEAD_HOST/)
    const server = await start({})
    assert.match(server.newClient?.client_secret ?? '', /./)
    assert.notEqual(server.signUpLink, undefined)
    await server.close()
  })

  describe('the embedded database', () => {
    const version = join(used, 'database', 'PG_VERSION')
    before(async () => {
      const server = await start({})
      await server.close()
    })
    after(() => writeFileSync(version, `${POSTGRES_VERSION}\n`))

    test('is of the Postgres that we say', () => {
      assert.equal(readFileSync(version, 'utf8').trim(), POSTGRES_VERSION)
    })

    test('a damaged embedded database is not overwritten', async () => {
      rmSync(version)
      const message = await refusal({})
      assert.ok(message.includes(join(used, 'database')), message)
      assert.match(message, /PG_VERSION is missing.*restore a backup/)
      assert.deepEqual(
        log.filter((line) => line.includes('ready')),
        [],
      )
    })

    test('is not opened when it is another Postgres’s', async () => {
      writeFileSync(version, '15\n')
      const message = await refusal({})
      assert.ok(message.includes(join(used, 'database')), message)
      assert.match(message, /by Postgres 15.*Postgres 18/)
    })

    test('an embedded database is created if a first start was killed before it wrote a file', async () => {
      const begun = join(folder, 'begun')
      mkdirSync(join(begun, 'database', 'pg_wal'), { recursive: true })
      const server = await start({ BULKHEAD_DATA_DIR: begun })
      await server.close()
    })
  })

  test('a data directory that cannot be used', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    for (const directory of [file, join(file, 'below')]) {
      const message = await refusal({ BULKHEAD_DATA_DIR: directory })
      assert.ok(message.includes(directory), message)
      assert.match(message, /is a file.*BULKHEAD_DATA_DIR/)
    }
    // Causes the SQLite error of a folder that is not writable, even if the tests run as root.
    const closed = join(folder, 'closed')
    mkdirSync(join(closed, 'lock'), { recursive: true })
    const message = await refusal({ BULKHEAD_DATA_DIR: closed })
    assert.match(message, /data directory .*closed cannot be used: .*write.*BULKHEAD_DATA_DIR/)
  })

  test('Postgres that is not there, and a key that is missing before it', async () => {
    const key = { BULKHEAD_KEY: `1:${Buffer.alloc(32, 7).toString('base64')}` }
    const port = await freePort()
    const url = { BULKHEAD_DATABASE_URL: `postgres://app:hunter2@127.0.0.1:${port}/bulkhead` }
    const away = await refusal({ ...url, ...key })
    assert.ok(away.includes(`127.0.0.1:${port} (BULKHEAD_DATABASE_URL)`), away)
    assert.match(away, /ECONNREFUSED/)
    assert.ok(!away.includes('hunter2'))
    const owner = { BULKHEAD_DATABASE_OWNER_URL: url.BULKHEAD_DATABASE_URL }
    assert.match(await refusal({ ...url, ...key, ...owner }), /\(BULKHEAD_DATABASE_OWNER_URL\)/)
    assert.match(await refusal(url), /needs a key: set BULKHEAD_KEY/)
    for (const name of ['BULKHEAD_DATABASE_OWNER_URL', 'BULKHEAD_DATABASE_DIRECT_URL'])
      assert.match(
        await refusal({ [name]: url.BULKHEAD_DATABASE_URL, ...key }),
        RegExp(`^${name} is set, but BULKHEAD_DATABASE_URL is not`),
      )
    const mysql = await refusal({ BULKHEAD_DATABASE_URL: 'mysql://app:hunter2@db/bulkhead', ...key })
    assert.match(mysql, /BULKHEAD_DATABASE_URL must be a URL of Postgres, such as postgres:\/\//)
    assert.ok(!mysql.includes('hunter2'))
  })

  test('settings that cannot be right are named', async () => {
    assert.match(
      await refusal({ BULKHEAD_TRUSTED_PROXIES: 'nginx' }),
      /BULKHEAD_TRUSTED_PROXIES.*nginx is not one/,
    )
    for (const proxies of ['10.0.0.0/33', '10.0.0.0/8/8', '::1/129', '10.0.0', '10.0.0.0/']) {
      assert.match(await refusal({ BULKHEAD_TRUSTED_PROXIES: proxies }), /BULKHEAD_TRUSTED_PROXIES/, proxies)
    }
    assert.match(await refusal({ BULKHEAD_EGRESS_ALLOW: 'localhost' }), /BULKHEAD_EGRESS_ALLOW: .*localhost/)
    assert.match(
      await refusal({ BULKHEAD_PUBLIC_URL: 'https://example.com/x' }),
      /BULKHEAD_PUBLIC_URL must have no path/,
    )
  })

  test('proxies are addresses, networks or names of networks', () => {
    const given = '10.0.0.5, 10.0.0.0/8, 10.0.0.0/255.0.0.0, fd00::/8, ::1, loopback'
    assert.equal(readSettings({ BULKHEAD_TRUSTED_PROXIES: given }).trustedProxies.length, 6)
  })

  test('a readable key file is warned of, and routine checks of jobs are not logged at info', async () => {
    const key = join(folder, 'key')
    writeFileSync(key, readFileSync(join(used, 'key')))
    chmodSync(key, 0o644)
    const server = await start({ BULKHEAD_KEY_FILE: key })
    await server.close()
    assert.match(log.join(''), new RegExp(`can read the key file ${key}.*chmod 600`))
    assert.doesNotMatch(log.join(''), /operator transaction/)
    chmodSync(key, 0o600)
    const closed = await start({ BULKHEAD_KEY_FILE: key })
    await closed.close()
    assert.doesNotMatch(log.join(''), /can read the key file/)
  })
})

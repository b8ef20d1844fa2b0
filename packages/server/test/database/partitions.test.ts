import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { bothEngines } from '@bulkhead/testing/engines'
import { openRawDatabase, type RawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import pino from 'pino'
import { keepPartitions } from '#jobs/background-jobs'
import { firstIdAt } from '#platform/keyset'

const DAY_MS = 86_400_000
const ORGANIZATION = '01980000-0000-7000-8000-000000000001'
const WORKSPACE = '01980000-0000-7000-8000-000000000002'
const log = pino({ level: 'silent' })

/** Noon of a day some months from now, by UTC. */
function noonIn(months: number): number {
  const now = new Date()
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15, 12)
}

/** A UUIDv7 of a moment. */
function idAt(ms: number): string {
  return `${firstIdAt(ms).slice(0, 24)}${randomUUID().slice(24)}`
}

function getName(parent: string, ms: number): string {
  return `${parent}_${new Date(ms).toISOString().slice(0, 7).replace('-', '_')}`
}

for (const engine of bothEngines) {
  suite(`partitions on ${engine.name}`, { timeout: 900_000 }, async () => {
    after(() => engine.close())

    async function open() {
      const raw = await openRawDatabase(engine)
      // The database that is copied may have been made on an earlier day or in an earlier month.
      await raw.admin(`
        do $$ begin
          while drop_partitions('calls', date_trunc('month', now(), 'UTC') + interval '1 day')
            + drop_partitions('records', date_trunc('month', now(), 'UTC') + interval '1 day')
            + drop_partitions('keys', date_trunc('day', now(), 'UTC') + interval '1 day') > 0
          loop null; end loop;
        end $$;
        insert into organizations (organization_id, name) values ('${ORGANIZATION}', 'Acme');
        insert into workspace_names (organization_id, name, workspace_id) values ('${ORGANIZATION}', 'default', '${WORKSPACE}');
        insert into workspaces (organization_id, workspace_id, name, name_folded)
          values ('${ORGANIZATION}', '${WORKSPACE}', 'default', 'default')`)
      const rows = async (statement: string) => (await raw.admin(statement)).rows
      /** Adds a call with its intent, an audit record and an idempotency key of a moment, all with one id. */
      const add = async (ms: number, claimed = ms) => {
        const id = idAt(ms)
        const at = `'${new Date(ms).toISOString()}'`
        await raw.admin(`
          insert into tool_calls (organization_id, call_id, at, status, duration_ms, request_id, application_id, token_kind, source)
            values ('${ORGANIZATION}', '${id}', ${at}, 'success', 1, '${id}', '${id}', 'scoped', 'http');
          insert into tool_call_intents (organization_id, call_id, workspace_id, intent)
            values ('${ORGANIZATION}', '${id}', '${WORKSPACE}', 'why');
          insert into audit_records (organization_id, record_id, recorded_at, event, outcome)
            values ('${ORGANIZATION}', '${id}', ${at}, 'test.done', 'done');
          insert into idempotency_keys (organization_id, scope_id, actor_id, operation, key_hash, request_hash, claim_id,
              process_id, state, claimed_at)
            values ('${ORGANIZATION}', '${WORKSPACE}', '${id}', 'test', '\\x01', '\\x01', '${id}', '${id}', 'claimed',
              '${new Date(claimed).toISOString()}')`)
        return id
      }
      /** Names of the partitions that hold a row of an id. */
      const getPlaces = async (id: string) => {
        const [found] = await rows(`
          select (select tableoid::regclass::text from tool_calls where call_id = '${id}') as call,
            (select tableoid::regclass::text from tool_call_intents where call_id = '${id}') as intent,
            (select tableoid::regclass::text from audit_records where record_id = '${id}') as record,
            (select tableoid::regclass::text from idempotency_keys where claim_id = '${id}') as key`)
        return found
      }
      return { raw, rows, add, placesOf: getPlaces, [Symbol.asyncDispose]: () => raw.close() }
    }

    test('a row goes to the month or the day of its id, and any moment has a partition', async () => {
      await using site = await open()
      const now = Date.now()
      assert.deepEqual(await site.placesOf(await site.add(now)), {
        call: getName('tool_calls', now),
        intent: getName('tool_call_intents', now),
        record: getName('audit_records', now),
        key: `${getName('idempotency_keys', now)}_${new Date(now).toISOString().slice(8, 10)}`,
      })
      for (const [months, part] of [[-700, 'earlier'] as const, [700, 'later'] as const]) {
        assert.deepEqual(await site.placesOf(await site.add(noonIn(months))), {
          call: `tool_calls_${part}`,
          intent: `tool_call_intents_${part}`,
          record: `audit_records_${part}`,
          key: `idempotency_keys_${part}`,
        })
      }
    })

    test('the next month gets a partition in time, with the rows that were there before it', async () => {
      await using site = await open()
      const early = await site.add(noonIn(2))
      const far = await site.add(noonIn(700))
      assert.equal((await site.placesOf(early))?.call, 'tool_calls_later')
      const addAt = async (ms: number) => {
        const at = `'${new Date(ms).toISOString()}'`
        const [added] = await site.rows(
          `select add_partitions('calls', ${at}) as calls, add_partitions('records', ${at}) as records,
            add_partitions('keys', ${at}) as keys`,
        )
        return added
      }

      assert.deepEqual(await addAt(Date.now()), { calls: 0, records: 0, keys: 0 })
      // For keys: one partition for all days before, one for that day and one for the next day.
      assert.deepEqual(await addAt(noonIn(1)), { calls: 1, records: 1, keys: 3 })
      assert.deepEqual(await addAt(noonIn(1)), { calls: 0, records: 0, keys: 0 })
      const moved = await site.placesOf(early)
      assert.deepEqual(
        [moved?.call, moved?.intent, moved?.record],
        ['tool_calls', 'tool_call_intents', 'audit_records'].map((parent) => getName(parent, noonIn(2))),
      )
      assert.equal((await site.placesOf(far))?.call, 'tool_calls_later')
      assert.deepEqual(await opened(site.raw), [])

      // After a long pause one partition has all months until this one.
      assert.deepEqual(await addAt(noonIn(30)), { calls: 3, records: 3, keys: 3 })
      const [{ parts } = {}] = await site.rows(
        `select count(*)::integer as parts from pg_inherits where inhparent = 'tool_calls'::regclass`,
      )
      assert.equal(parts, 1 + 3 + 3 + 1)
      assert.equal((await site.placesOf(early))?.call, getName('tool_calls', noonIn(2)))
      // The reference between partitions of the same months is there too.
      await site.raw.admin(`delete from tool_calls where call_id = '${early}'`)
      assert.equal((await site.placesOf(early))?.intent, null)
    })

    test('partitions past every retention are dropped, and their months take rows again', async () => {
      await using site = await open()
      const [kept, old, oldest] = [
        await site.add(noonIn(1)),
        await site.add(noonIn(0)),
        await site.add(noonIn(-700)),
      ]
      const drop = async (ms: number) => {
        const before = `'${new Date(ms).toISOString()}'::timestamptz`
        const [row] = await site.rows(
          `select drop_partitions('calls', ${before}) + drop_partitions('records', ${before}) as dropped`,
        )
        return row?.dropped
      }
      const endOfMonth = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1)
      // Clocks may be a day apart.
      assert.equal(await drop(endOfMonth + DAY_MS - 60_000), 0)
      assert.equal(await drop(endOfMonth + DAY_MS), 2)
      assert.equal(await drop(endOfMonth + DAY_MS), 0)
      for (const id of [old, oldest]) {
        const { key: _, ...places } = (await site.placesOf(id)) ?? {}
        assert.deepEqual(places, { call: null, intent: null, record: null })
      }
      assert.equal((await site.placesOf(kept))?.call, getName('tool_calls', noonIn(1)))
      assert.equal((await site.placesOf(await site.add(noonIn(0))))?.call, 'tool_calls_earlier')
      assert.deepEqual(await opened(site.raw), [])
    })

    test('one month is dropped at a time, so that callers wait for no more', async () => {
      await using site = await open()
      const before = `'${new Date(noonIn(2) + 31 * DAY_MS).toISOString()}'`
      const dropped: unknown[] = []
      for (let times = 0; times < 3; times += 1) {
        const [row] = await site.rows(`select drop_partitions('calls', ${before}) as calls`)
        dropped.push(row?.calls)
      }
      assert.deepEqual(dropped, [1, 1, 0])
      assert.deepEqual(await opened(site.raw), [])
    })

    test('a day of keys is dropped two days later, unless one of them was claimed less than 24 hours ago', async () => {
      await using site = await open()
      const now = Date.now()
      const id = await site.add(now, now - 25 * 3_600_000)
      // A clock that is days behind made the id of this one.
      const living = await site.add(now, now - 23 * 3_600_000)
      const drop = async (ms: number) => {
        const [row] = await site.rows(
          `select drop_partitions('keys', '${new Date(ms).toISOString()}') as dropped`,
        )
        return row?.dropped
      }
      const midnight = Math.ceil(now / DAY_MS) * DAY_MS
      assert.equal(await drop(midnight + DAY_MS), 0)
      await site.raw.admin(`delete from idempotency_keys where claim_id = '${living}'`)
      assert.equal(await drop(midnight + DAY_MS - 60_000), 0)
      assert.equal(await drop(midnight + DAY_MS), 1)
      assert.equal((await site.placesOf(id))?.key, null)
      assert.deepEqual(await opened(site.raw), [])
    })

    test('the job drops what is past the longest retention of all organizations', async () => {
      await using site = await open()
      await site.raw.admin(`
        insert into organizations (organization_id, name) values ('${WORKSPACE}', 'Other');
        update organizations set audit_retention_days = 1 where organization_id = '${ORGANIZATION}';
        set role bulkhead_owner;
        drop table audit_records_earlier;
        select create_partition('audit_records', 'earlier', null, first_id_at(now() - interval '500 days')),
          create_partition('audit_records', 'old', first_id_at(now() - interval '500 days'), first_id_at(now() - interval '402 days'));
        reset role`)
      const id = await site.add(Date.now() - 450 * DAY_MS)
      const keepFor = async (days: number) => {
        await site.raw.admin(
          `update organizations set audit_retention_days = ${days} where organization_id = '${WORKSPACE}'`,
        )
        await keepPartitions(site.raw.database, log)
        return (await site.placesOf(id))?.record
      }
      assert.equal(await keepFor(402), 'audit_records_old')
      assert.equal(await keepFor(400), null)
      assert.equal((await site.placesOf(id))?.call, 'tool_calls_earlier')
    })

    test('callers wait until bounds have changed, and not until tables are made', {
      skip: engine.name === 'pglite' && 'it runs one transaction at a time',
    }, async () => {
      await using site = await open()
      await site.raw.admin(`
        set role bulkhead_owner;
        drop table tool_calls_earlier, tool_call_intents_earlier;
        select create_partition(parent, 'earlier', null, first_id_at(now() - interval '500 days')),
          create_partition(parent, 'old', first_id_at(now() - interval '500 days'), first_id_at(now() - interval '402 days'))
          from unnest('{tool_calls,tool_call_intents}'::text[]) parent;
        create sequence blocked;
        alter function create_partition_table(text, text) rename to create_quickly;
        create function create_partition_table(parent text, part text) returns void
        language plpgsql set search_path = bulkhead, pg_temp as $$
        begin
          perform pg_sleep(1);
          perform nextval('blocked') from pg_locks
            where not granted and pg_backend_pid() = any(pg_blocking_pids(pid));
          perform create_quickly(parent, part);
        end
        $$;
        reset role`)
      /** Adds rows of now, of an old partition and of the far future until `work` is done. */
      const addDuring = async (work: () => Promise<boolean>) => {
        let isDone = false
        // Like the job, it tries again if it did not get the locks in time.
        const working = (async () => {
          for (let times = 0; !isDone && times < 20; times += 1) isDone = await work()
        })().finally(() => {
          isDone = true
        })
        while (!isDone) {
          for (const ms of [Date.now(), Date.now() - 450 * DAY_MS, noonIn(700)]) {
            await site.add(ms)
            await sleep(50)
          }
        }
        await working
      }
      const old = await site.add(Date.now() - 450 * DAY_MS)

      await addDuring(async () => {
        await keepPartitions(site.raw.database, log)
        return (await site.placesOf(old))?.call === null
      })
      assert.equal(
        (await site.placesOf(await site.add(Date.now() - 450 * DAY_MS)))?.call,
        'tool_calls_earlier',
      )
      const later = new Date(noonIn(1)).toISOString()
      await addDuring(async () => {
        const [added] = await site.raw.attempt(
          'owner',
          [],
          [`select add_partitions('calls', '${later}') as key`],
        )
        return added !== undefined && 'keys' in added && added.keys.join() === '1'
      })
      const [blocked] = await site.rows('select is_called from blocked')
      assert.equal(blocked?.is_called, false, 'callers waited while tables were made')
      assert.deepEqual(await opened(site.raw), [])
    })

    test('partitions are added and dropped while another one is vacuumed', {
      skip: engine.name === 'pglite' && 'it runs one transaction at a time',
    }, async () => {
      await using site = await open()
      await site.raw.admin(`
        set role bulkhead_owner;
        drop table tool_calls_earlier, tool_call_intents_earlier;
        select create_partition(parent, 'earlier', null, first_id_at(now() - interval '500 days')),
          create_partition(parent, 'old', first_id_at(now() - interval '500 days'), first_id_at(now() - interval '402 days'))
          from unnest('{tool_calls,tool_call_intents}'::text[]) parent;
        reset role`)
      await site.raw.admin(`
        begin;
        lock table ${getName('tool_calls', Date.now())}, ${getName('tool_call_intents', Date.now())}
          in share update exclusive mode`)
      const later = new Date(noonIn(1)).toISOString()
      const attempts = await site.raw.attempt(
        'owner',
        [],
        [
          `select add_partitions('calls', '${later}') as key`,
          `select drop_partitions('calls', now() - interval '400 days') as key`,
        ],
      )
      await site.raw.admin('rollback')
      assert.deepEqual(
        attempts.map((attempt) => ('keys' in attempt ? attempt.keys.join() : attempt)),
        ['1', '1'],
      )
    })

    test('keys are dropped while callers look for theirs in every partition', {
      skip: engine.name === 'pglite' && 'it runs one transaction at a time',
    }, async () => {
      await using site = await open()
      await site.add(Date.now(), Date.now() - 25 * 3_600_000)
      const before = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS).toISOString()
      // A row is looked at for a second, in which others look for keys.
      const dropping = site.raw.attempt(
        'owner',
        [`set local lock_timeout = '50ms'`],
        [`select drop_partitions_of('{idempotency_keys}', '${before}', 'pg_sleep(1) is null') as key`],
      )
      const { rows } = await site.raw.admin(`
        do $$
        begin
          for times in 1..500 loop
            exit when exists (select from pg_stat_activity where wait_event = 'PgSleep' and query ~ 'drop_partitions_of');
            perform pg_sleep(0.01);
            perform pg_stat_clear_snapshot();
          end loop;
        end
        $$;
        select claim_id from idempotency_keys where key_hash = '\\x01'`)
      assert.equal(rows.length, 1)
      const [dropped] = await dropping
      assert.equal(dropped !== undefined && 'keys' in dropped ? dropped.keys.join() : dropped, '1')
    })

    test('the job goes on if somebody reads a table for long, and drops its partitions later', {
      skip: engine.name === 'pglite' && 'it runs one transaction at a time',
    }, async () => {
      await using site = await open()
      await site.raw.admin(`
        set role bulkhead_owner;
        drop table tool_calls_earlier, tool_call_intents_earlier;
        select create_partition(parent, 'earlier', null, first_id_at(now() - interval '500 days')),
          create_partition(parent, 'old', first_id_at(now() - interval '500 days'), first_id_at(now() - interval '402 days'))
          from unnest('{tool_calls,tool_call_intents}'::text[]) parent;
        reset role`)
      const id = await site.add(Date.now() - 450 * DAY_MS)
      await site.raw.admin('begin; lock table tool_calls in access share mode')
      const lines: string[] = []
      const noting = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
      await keepPartitions(site.raw.database, noting)
      assert.equal((await site.placesOf(id))?.call, 'tool_calls_old')
      assert.match(lines.join(''), /a long query is reading the table/)
      await site.raw.admin('commit')
      await keepPartitions(site.raw.database, log)
      assert.equal((await site.placesOf(id))?.call, null)
    })
  })
}

/** Names of tables on which row security is not forced. */
async function opened(raw: RawDatabase) {
  const { rows } = await raw.admin(`
    select oid::regclass::text as name from pg_class
    where relnamespace = 'bulkhead'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migrations'
      and not (relrowsecurity and relforcerowsecurity)`)
  return rows
}

import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { bothEngines } from '@bulkhead/testing/engines'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { A, A1, A2, B, B1, seedTenants } from '@bulkhead/testing/sql-matrix/tenants'
import { sql } from 'kysely'
import pino from 'pino'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import {
  type ConfinedTransaction,
  type Confinement,
  confine,
  type Database,
} from '#platform/database/roles/confine'
import { type TenantTransaction, unscoped } from '#platform/database/roles/tenant-transaction'
import { getSqlstate } from '#platform/database/schema/sqlstate'

const state = (sqlstate: string) => (error: unknown) => getSqlstate(error) === sqlstate

for (const engine of bothEngines) {
  suite(`a confined transaction on ${engine.name}`, { timeout: 600_000 }, async () => {
    const raw = await openRawDatabase(engine)
    after(async () => {
      await raw.close()
      await engine.close()
    })
    await seedTenants(raw)
    const { database } = raw
    const first = { organization: A, workspace: A1 }
    const other = { organization: B, workspace: B1 }
    // Has no tenant condition, so only the policies hide other tenants' rows.
    const all = (tx: ConfinedTransaction) => tx.selectFrom('connectors').select('workspace_id').execute()
    const names = (tx: TenantTransaction) => all(unscoped(tx) as ConfinedTransaction)
    const session = async (tx: TenantTransaction) => {
      const { rows } = await sql<{ role: string; organization: string; workspace: string }>`
        select current_user::text as role, current_setting('app.organization_id', true) as organization,
          current_setting('app.workspace_id', true) as workspace`.execute(tx)
      return rows[0]
    }

    test('a transaction has the role and the settings of its principal', async () => {
      assert.deepEqual(await asPrincipal(database, first, 'read only', session), {
        role: 'bulkhead_workspace',
        ...first,
      })
      const { role } = (await asPrincipal(database, { organization: A }, 'read only', session)) ?? {}
      assert.equal(role, 'bulkhead_organization')
    })

    for (const end of ['commit', 'rollback'] as const) {
      test(`after its ${end} the session may do nothing again, and no setting is left`, async () => {
        await asPrincipal(database, first, 'read write', async (tx) => {
          await sql.raw(end).execute(tx)
          const { role, organization, workspace } = (await session(tx)) ?? {}
          assert.equal(role, 'bulkhead_nobody')
          assert.ok(!organization && !workspace, 'the settings are gone')
          await assert.rejects(sql`select from bulkhead.connectors`.execute(tx), state('42501'))
        })
      })
    }

    test('read only refuses every write', async () => {
      const writes: ((tx: TenantTransaction) => Promise<unknown>)[] = [
        (tx) => tx.updateTable('connectors').set({ name: 'changed' }).execute(),
        (tx) => tx.deleteFrom('connectors').execute(),
        (tx) => tx.deleteFrom('connector_credentials').execute(),
      ]
      for (const write of writes) {
        await assert.rejects(asPrincipal(database, first, 'read only', write), state('25006'))
        await assert.rejects(
          asPrincipal(database, first, 'read only', async (tx) => {
            await sql`set transaction read write`.execute(tx)
            await write(tx)
          }),
          state('25001'),
          'the mode cannot be taken back once a query has run',
        )
      }
    })

    test('a principal that lost its organization is an error, also where its query asks for nothing', async () => {
      // The planner drops a comparison with null before any policy reads its setting.
      await assert.rejects(
        asPrincipal(database, {} as never, 'read only', (tx) =>
          tx
            .selectFrom('workspaces')
            .select('name')
            .where('organization_id', '=', null as never)
            .execute(),
        ),
        TypeError,
      )
    })

    test('a removal entry for a living workspace gives the operator none of its rows', async () => {
      const row = `('${A}', '${A1}')`
      await raw.admin(`insert into bulkhead.workspace_removals (organization_id, workspace_id) values ${row}`)
      const seen = await asOperator(database, pino({ level: 'silent' }), 'test', async (tx) => [
        ...(await tx.selectFrom('connectors').select('workspace_id').execute()),
        ...(await tx.selectFrom('tool_call_intents').select('workspace_id').execute()),
      ])
      await raw.admin(
        `delete from bulkhead.workspace_removals where (organization_id, workspace_id) = ${row}`,
      )
      assert.ok(seen.length > 0, 'rows of deleted workspaces are seen')
      assert.deepEqual(
        seen.filter(({ workspace_id }) => workspace_id === A1),
        [],
      )
    })

    test('without an organization what needs one raises', async () => {
      await assert.rejects(
        asAuthenticator(database, undefined, (tx) =>
          tx.selectFrom('organizations').select('epoch').execute(),
        ),
        (error) => ['42704', '22P02'].includes(getSqlstate(error) ?? ''),
      )
    })

    test('the database can only be queried in a confined transaction', async () => {
      assert.deepEqual(
        Object.entries(database)
          .filter(([, value]) => typeof value === 'function')
          .map(([name]) => name),
        // `follow` returns an object with its own database, which cannot be queried either. `countWrites`, `load` and
        // `hasPoolFailed` return only numbers and booleans.
        [
          'countWrites',
          ...(engine.name === 'postgres' ? ['follow', 'load', 'hasPoolFailed'] : []),
          'giveUp',
          'close',
        ],
      )
      // @ts-expect-error: a database has no queries
      assert.equal(database.selectFrom, undefined)
      const pretended: Database = { ...database }
      await assert.rejects(asPrincipal(pretended, first, 'read only', names), TypeError)
    })

    test("the owner's role cannot be taken", {
      skip: engine.name === 'pglite' && 'its login is a superuser, who may take any',
    }, async () => {
      const owner = { role: 'bulkhead_owner' } as unknown as Confinement
      // Repeats more often than there are connections: a connection that was refused its role stays usable.
      for (let attempt = 0; attempt < 15; attempt++)
        await assert.rejects(confine(database, owner, 'read only', all), state('42501'))
      for (let attempt = 0; attempt < 15; attempt++)
        assert.equal((await asPrincipal(database, first, 'read only', names)).length, 2)
    })

    test('a setting is only a value, whatever it contains', async () => {
      for (const organization of [
        "x'); reset role; select set_config('a.b', '",
        "\\'; select 1; --",
        '\u0000',
      ])
        await assert.rejects(asPrincipal(database, { organization }, 'read only', names))
      assert.equal((await asPrincipal(database, first, 'read only', names)).length, 2)
    })

    test('a transaction opens no other one, neither inside nor next to itself', async () => {
      await assert.rejects(
        asPrincipal(database, first, 'read only', (tx) =>
          // @ts-expect-error: a transaction has none
          tx.transaction().execute(async () => {}),
        ),
      )
      await assert.rejects(
        asPrincipal(database, first, 'read only', () => asPrincipal(database, other, 'read only', names)),
        /inside another/,
      )
      assert.equal((await asPrincipal(database, first, 'read only', names)).length, 2)
    })

    test('work that began inside and continues after the end may open its own', async () => {
      let later: Promise<unknown> | undefined
      await asPrincipal(database, first, 'read only', async () => {
        later = sleep(20).then(() => asPrincipal(database, other, 'read only', names))
      })
      assert.equal(((await later) as unknown[]).length, 2)
    })

    test('a transaction that has ended runs no query', async () => {
      let kept: TenantTransaction | undefined
      await asPrincipal(database, first, 'read only', async (tx) => {
        kept = tx
      })
      await asPrincipal(database, other, 'read only', async (tx) => {
        await assert.rejects(names(kept as TenantTransaction))
        assert.equal((await names(tx)).length, 2)
      })
    })

    test('queries that wait when another fails never run in the next transaction', async () => {
      const seen: unknown[] = []
      for (let round = 0; round < 20; round += 1) {
        const failing = asPrincipal(database, first, 'read only', (tx) =>
          Promise.all([
            sql`select 1 / 0`.execute(tx),
            ...Array.from({ length: 30 }, () =>
              names(tx).then(
                (rows) => seen.push(...rows),
                () => {},
              ),
            ),
          ]),
        )
        const next = asPrincipal(database, other, 'read only', async (tx) => {
          for (let turn = 0; turn < 40; turn += 1) await names(tx)
          await nextTurn()
        })
        await assert.rejects(failing, state('22012'))
        await next
      }
      assert.deepEqual(seen, [])
    })

    test('an error that the work swallows still fails it: nothing is acknowledged that was rolled back', async () => {
      await assert.rejects(
        asPrincipal(database, first, 'read write', async (tx) => {
          await unscoped(tx).updateTable('connectors').set({ name: 'lost' }).execute()
          await sql`select 1 / 0`.execute(tx).catch(() => {})
          return 'done'
        }),
      )
      const rows = await asPrincipal(database, first, 'read only', (tx) =>
        unscoped(tx).selectFrom('connectors').select('name').execute(),
      )
      assert.deepEqual(new Set(rows.map(({ name }) => name)), new Set(['github']))
    })

    test('many at once each see their own', async () => {
      const principals = [first, { organization: A, workspace: A2 }, other]
      await Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          const principal = principals[index % 3] as typeof first
          const rows = await asPrincipal(database, principal, 'read only', async (tx) => {
            await nextTurn()
            return names(tx)
          })
          assert.deepEqual(new Set(rows.map((row) => row.workspace_id)), new Set([principal.workspace]))
        }),
      )
    })

    test('each use of the operator is logged with its reason', async () => {
      const lines: string[] = []
      const log = pino({ base: null, level: 'debug' }, { write: (line) => void lines.push(line) })
      await asOperator(database, log, 'a reason', async () => {})
      assert.match(lines.join(''), /"reason":"a reason"/)
    })
  })
}

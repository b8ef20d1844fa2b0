import { confinedPGlite } from '@bulkhead/server/platform/database/pglite/open-pglite'
import { openPostgres } from '@bulkhead/server/platform/database/postgres/open-postgres'
import type { Database } from '@bulkhead/server/platform/database/roles/confine'
import pg from 'pg'
import pino from 'pino'
import type { Engine } from '#engines'
import { openMigratedPGlite } from '#migrated-pglite'

/** Result of one statement. */
export interface RawResult {
  readonly rows: readonly Record<string, unknown>[]
  readonly affected: number
}

/** Result of a statement that was undone: keys and number of its rows, or the SQLSTATE of its failure. */
export type Attempt =
  | { readonly keys: readonly string[]; readonly affected: number }
  | { readonly sqlstate: string; readonly message: string }

/** Login of a session: the one that serves requests, or the one that migrates. */
export type Login = 'runtime' | 'owner'

/** Migrated database, both restricted as for the server and open to plain SQL. */
export interface RawDatabase {
  readonly engine: Engine['name']
  readonly database: Database
  /**
   * Runs statements in a transaction of a raw session, each undone before the next. Those that select or return `as key`
   * have keys.
   *
   * @param setUp Statements that set the role and settings of all of them.
   */
  attempt(login: Login, setUp: readonly string[], statements: readonly string[]): Promise<readonly Attempt[]>
  /** Runs a script as the superuser, whom no policy restricts. Returns the result of its last statement. */
  admin(script: string): Promise<RawResult>
  close(): Promise<void>
}

/** Opens a fresh database on `engine`, migrated in the same way as by a server. */
export async function openRawDatabase(engine: Engine): Promise<RawDatabase> {
  if (engine.name === 'pglite') return openRawPGlite()
  const opened: (() => Promise<void>)[] = []
  try {
    return await openRawPostgres(engine, opened)
  } catch (error) {
    // If opening fails, the suite has nothing to close, and an open part would keep the test process alive.
    for (const close of opened) await close()
    await engine.close()
    throw error
  }
}

/** Opens PGlite, whose single session the server and the tests share. */
async function openRawPGlite(): Promise<RawDatabase> {
  const pglite = await openMigratedPGlite()
  const database = await confinedPGlite(pglite)
  const run = async (script: string) =>
    (await pglite.exec(script)).map(({ rows, affectedRows = 0 }) => ({ rows, affected: affectedRows }))
  return {
    engine: 'pglite',
    database,
    attempt: (_login, setUp, statements) => attempt(run, setUp, statements),
    async admin(script) {
      await run('reset role')
      try {
        return last(await run(script))
      } finally {
        await run('set role bulkhead_nobody')
      }
    },
    close: () => database.close(),
  }
}

/**
 * Opens a database on Postgres. @param opened Receives a function that closes each part, as soon as the part is open.
 */
async function openRawPostgres(engine: Engine, opened: (() => Promise<void>)[]): Promise<RawDatabase> {
  const { postgres } = await engine.createStore()
  if (postgres === undefined) throw new Error('This engine has no Postgres.')
  const { url, ownerUrl, adminUrl } = postgres
  const database = await openPostgres({ url, ownerUrl, log: pino({ level: 'silent' }) })
  opened.push(() => database.close())
  const connect = async (connectionString: string, options: string) => {
    const client = new pg.Client({ connectionString, options })
    await client.connect()
    opened.unshift(() => client.end())
    return client
  }
  const clients = {
    runtime: await connect(url, '-c role=bulkhead_nobody -c search_path=bulkhead'),
    owner: await connect(ownerUrl, '-c search_path=bulkhead'),
    admin: await connect(adminUrl, '-c search_path=bulkhead'),
  }
  const run = (client: pg.Client) => async (script: string) =>
    [await client.query(script)].flat().map(({ rows, rowCount }) => ({ rows, affected: rowCount ?? 0 }))
  return {
    engine: 'postgres',
    database,
    attempt: (login, setUp, statements) => attempt(run(clients[login]), setUp, statements),
    admin: async (script) => last(await run(clients.admin)(script)),
    async close() {
      for (const close of opened) await close()
    },
  }
}

async function attempt(
  run: (script: string) => Promise<RawResult[]>,
  setUp: readonly string[],
  statements: readonly string[],
): Promise<readonly Attempt[]> {
  try {
    const script = [
      'begin',
      ...setUp,
      attemptEach(statements),
      `select current_setting('matrix.attempts') as attempts`,
    ]
    const results = await run([...script, 'rollback'].join(';\n'))
    return JSON.parse(String(results.at(-2)?.rows[0]?.attempts))
  } catch (error) {
    await run('rollback')
    const { code, message } = error as { code?: string; message: string }
    return statements.map(() => ({ sqlstate: code ?? '', message }))
  }
}

/**
 * Returns a block that runs statements and undoes each, because a round trip and a transaction for each of a hundred thousand
 * takes longer than the statements do. The last statement of the block stores what they did in a setting.
 */
function attemptEach(statements: readonly string[]): string {
  return `
    do $matrix$
    declare
      attempts jsonb := '[]';
      statement text;
      found record;
      keys jsonb;
      affected bigint;
    begin
      for statement in select jsonb_array_elements_text('${JSON.stringify(statements).replaceAll("'", "''")}') loop
        begin
          keys := '[]';
          if statement ~ ' as key( |$)' then
            for found in execute statement loop
              keys := keys || to_jsonb(found.key);
            end loop;
            affected := jsonb_array_length(keys);
          else
            execute statement;
            get diagnostics affected = row_count;
          end if;
          raise sqlstate 'MATRX';
        exception
          when sqlstate 'MATRX' then
            attempts := attempts || jsonb_build_object('keys', keys, 'affected', affected);
          when others then
            attempts := attempts || jsonb_build_object('sqlstate', sqlstate, 'message', sqlerrm);
        end;
      end loop;
      perform set_config('matrix.attempts', attempts::text, true);
    end $matrix$`
}

function last(results: readonly RawResult[]): RawResult {
  return results.at(-1) ?? { rows: [], affected: 0 }
}

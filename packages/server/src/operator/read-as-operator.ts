import { connectOwner, type OwnerConnection } from '#platform/database/postgres/owner-connection'

/**
 * Reads a table of a Postgres database as the operator's role, connected as the login that runs servers. It starts no
 * server.
 *
 * @returns Undefined if the database does not have the table, or the login may not take the role.
 */
export async function readAsOperator<Result>(
  url: string,
  table: string,
  read: (connection: OwnerConnection) => Promise<Result>,
): Promise<Result | undefined> {
  const connection = await connectOwner(url)
  try {
    const [role] = await connection.query<{ is_given: boolean }>(
      `select pg_has_role(session_user, oid, 'member') as is_given from pg_roles where rolname = 'bulkhead_operator'`,
    )
    if (role?.is_given !== true) return undefined
    await connection.query('begin read only')
    await connection.query('set local role bulkhead_operator')
    // The login itself may not look into the schema.
    const [found] = await connection.query<{ is_there: boolean }>(
      'select to_regclass($1) is not null as is_there',
      [`bulkhead.${table}`],
    )
    if (found?.is_there !== true) return undefined
    return await read(connection)
  } finally {
    await connection.close()
  }
}

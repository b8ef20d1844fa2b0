/** Part of a join builder that {@link sameTenant} uses. */
interface Tied {
  onRef(left: never, operator: '=', right: never): this
}

/**
 * Returns a join condition: both rows belong to one organization and have the same ids.
 *
 * @param joined Name of the joined table. `other` is the table that it is joined to.
 */
export function sameTenant(
  joined: string,
  other: string,
  ...ids: readonly ('workspace_id' | 'connector_id' | 'application_id' | 'call_id')[]
) {
  return <Join extends Tied>(join: Join): Join =>
    ['organization_id', ...ids].reduce(
      (tied, id) => tied.onRef(`${joined}.${id}` as never, '=', `${other}.${id}` as never),
      join,
    )
}

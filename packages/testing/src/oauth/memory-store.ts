import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider'

/**
 * Creates the state of a test authorization server. Of two concurrent uses of a token only one succeeds: nothing runs
 * between check and use.
 */
export function memoryStore(): { adapter: AdapterFactory; forget(models: readonly string[]): void } {
  const rows = new Map<string, AdapterPayload>()
  const toKey = (model: string, id: string) => `${model} ${id}`
  const living = (key: string) => {
    const row = rows.get(key)
    return row?.exp !== undefined && row.exp * 1000 <= Date.now() ? undefined : row
  }
  const adapter: AdapterFactory = (model): Adapter => ({
    async upsert(id, payload) {
      rows.set(toKey(model, id), payload)
    },
    async find(id) {
      return living(toKey(model, id))
    },
    async findByUid(uid) {
      return [...rows.values()].find((row) => row.kind === model && row.uid === uid)
    },
    async findByUserCode() {},
    async consume(id) {
      const row = living(toKey(model, id))
      if (row === undefined || row.consumed !== undefined)
        throw new errors.InvalidGrant('it was used already')
      row.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      rows.delete(toKey(model, id))
    },
    async revokeByGrantId(grantId) {
      for (const [key, row] of rows) if (row.grantId === grantId) rows.delete(key)
    },
  })
  return {
    adapter,
    forget(models) {
      for (const key of rows.keys()) if (models.includes(key.split(' ', 1)[0] ?? '')) rows.delete(key)
    },
  }
}

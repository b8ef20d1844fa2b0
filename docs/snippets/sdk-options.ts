import { Bulkhead } from '@bulkhead/sdk'

const bulkhead = new Bulkhead({
  timeoutMs: 20_000,
  maxRetries: 3,
  log: ({ operation, attempt, status, code }) => console.error(operation, attempt, status, code ?? 'ok'),
})
const { name } = await bulkhead.organization.get()
console.log(name)

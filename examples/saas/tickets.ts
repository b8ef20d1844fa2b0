import { type Bulkhead, BulkheadError } from '@bulkhead/sdk'
import fastify, { type FastifyInstance } from 'fastify'
import type { Board } from './boards.ts'

/** Tickets by key of an account. */
const ACCOUNTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ash-key', ['The gate sticks', 'A lamp is out']],
  ['oak-key', ['No water on the second floor']],
])

/** A service with two accounts, for trying the example without an account anywhere. */
export function createTicketService(): FastifyInstance {
  const service = fastify()
  service.get('/tickets', async (request, reply) => {
    const titles = ACCOUNTS.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
    if (titles === undefined) return reply.code(401).send({ error: 'This key is of no account.' })
    return titles.map((title, at) => ({ id: at + 1, title }))
  })
  return service
}

/** Adds the service to the organization, from a description of its API, and returns its board. */
export async function addTickets(bulkhead: Bulkhead, url: string): Promise<Board> {
  try {
    await bulkhead.definitions.add({ document: JSON.stringify(describe(url)), slug: 'tickets' })
  } catch (error) {
    // By an earlier start.
    if (!(error instanceof BulkheadError && error.code === 'definition_exists')) throw error
  }
  return {
    service: 'tickets',
    name: 'Tickets',
    async readTitles(workspace) {
      const tickets = await workspace.connect('tickets')
      const { result } = await tickets.execute('tickets', 'list')
      return (result as { title: string }[]).map(({ title }) => title)
    },
  }
}

function describe(url: string): object {
  const ticket = { type: 'object', properties: { id: { type: 'integer' }, title: { type: 'string' } } }
  const content = { 'application/json': { schema: { type: 'array', items: ticket } } }
  return {
    openapi: '3.1.0',
    info: { title: 'Tickets', version: '1.0.0' },
    servers: [{ url }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    security: [{ key: [] }],
    paths: {
      '/tickets': { get: { tags: ['tickets'], responses: { 200: { description: 'Tickets', content } } } },
    },
  }
}

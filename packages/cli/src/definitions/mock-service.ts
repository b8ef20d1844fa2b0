import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PlannedRequest } from '@bulkhead/engine'
import { exampleResponse } from '@bulkhead/engine/describe'

/** Running mock of a service. */
interface MockService {
  /** Host and port. */
  readonly host: string
  close(): Promise<void>
}

/**
 * Starts a mock of a service on 127.0.0.1. It responds to one planned request with the example of the document, or with
 * a value derived from the response's schema, and to every other request with 404.
 */
export async function startMock({ method, url, operation }: PlannedRequest): Promise<MockService> {
  const { pathname } = new URL(url)
  const isFile = operation.action === 'download' && operation.file_url === undefined
  const body = isFile ? 'example' : exampleResponse(operation)
  const type = isFile ? 'application/octet-stream' : 'application/json'
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const asked = new URL(request.url ?? '/', 'http://mock')
      if (request.method !== method || asked.pathname !== pathname) response.writeHead(404).end()
      else if (body === undefined) response.writeHead(204).end()
      else response.writeHead(200, { 'content-type': type }).end(isFile ? body : JSON.stringify(body))
    })
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject).listen(0, '127.0.0.1', resolve)
  await promise
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((ended) => server.close(ended))
    },
  }
}

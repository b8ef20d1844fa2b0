import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError, Server } from '@modelcontextprotocol/server'
import { PIXEL } from './fixture-media.ts'
import { FIXTURE_PROMPTS } from './fixture-prompts.ts'
import { stateCodec } from './fixture-states.ts'
import { FIXTURE_TOOLS } from './fixture-tools.ts'

const ANY_INPUT = { type: 'object' as const, properties: {} }

/**
 * Creates a server with everything that the conformance suite calls by name. Its proofs about the endpoint also hold
 * for the real tools, because the protocol around them is the same.
 */
export function createFixtureServer(): Server {
  const server = new Server(
    { name: 'fixture', version: '1.0.0' },
    {
      capabilities: { tools: {}, prompts: {}, resources: { subscribe: true }, completions: {}, logging: {} },
      requestState: { verify: stateCodec.verify },
    },
  )
  server.setRequestHandler('tools/list', () => ({
    tools: Object.entries(FIXTURE_TOOLS).map(([name, { description, input = ANY_INPUT }]) => ({
      name,
      description,
      inputSchema: { ...input, type: 'object' as const },
    })),
  }))
  server.setRequestHandler('tools/call', ({ params: { name } }, context) => {
    const tool = FIXTURE_TOOLS[name]
    if (tool === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No tool ${name}.`)
    return tool.run(context)
  })
  server.setRequestHandler('prompts/list', () => ({
    prompts: Object.entries(FIXTURE_PROMPTS).map(([name, { description, arguments: names }]) => ({
      name,
      description,
      arguments: names.map((name) => ({ name, description: name, required: true })),
    })),
  }))
  server.setRequestHandler('prompts/get', ({ params: { name, arguments: given = {} } }, context) => {
    const prompt = FIXTURE_PROMPTS[name]
    if (prompt === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No prompt ${name}.`)
    return prompt.get(given, context)
  })
  server.setRequestHandler('completion/complete', () => ({
    completion: { values: ['paris', 'park', 'party'] },
  }))
  serveResources(server)
  return server
}

function serveResources(server: Server): void {
  server.setRequestHandler('resources/list', () => ({
    resources: [
      { uri: 'test://static-text', name: 'text', description: 'A text.', mimeType: 'text/plain' },
      { uri: 'test://static-binary', name: 'image', description: 'An image.', mimeType: 'image/png' },
    ],
  }))
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [
      { uriTemplate: 'test://template/{id}/data', name: 'data', mimeType: 'application/json' },
    ],
  }))
  server.setRequestHandler('resources/read', ({ params: { uri } }) => ({ contents: [getContent(uri)] }))
  server.setRequestHandler('resources/subscribe', () => ({}))
  server.setRequestHandler('resources/unsubscribe', () => ({}))
}

function getContent(uri: string) {
  if (uri === 'test://static-text') {
    return { uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }
  }
  if (uri === 'test://static-binary') return { uri, mimeType: 'image/png', blob: PIXEL }
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1]
  if (id === undefined) throw new ResourceNotFoundError(uri)
  const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` })
  return { uri, mimeType: 'application/json', text }
}

import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { type LocalServer, listenLocally } from '@bulkhead/testing/upstreams/listen-locally'

/**
 * Starts the model APIs of OpenAI (Responses) and Google (Gemini), both as streams. The models call one tool without
 * arguments and then repeat its result.
 */
export async function startScriptedModels(tool: string): Promise<LocalServer> {
  const server = createServer(async (request, response) => {
    const asked = await json(request).catch(() => ({}))
    const { tools = [] } = asked as { tools?: readonly Offered[] }
    const called = findTool(tools, tool)
    const result = /"(?:function_call_output|functionResponse)".*$/s.exec(JSON.stringify(asked))?.[0]
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://models')
    // Of Gemini CLI's requests, only the stream is for the tool; the others may fail.
    const isGoogle = /GenerateContent$/.test(pathname)
    const events = isGoogle ? google(called, result) : openai(called, result)
    if (isGoogle && searchParams.get('alt') !== 'sse') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(events[0]))
      return
    }
    const lines = events.map(
      (event) => `${isGoogle ? '' : `event: ${event.type}\n`}data: ${JSON.stringify(event)}\n\n`,
    )
    response.setHeader('content-type', 'text/event-stream').end(lines.join(''))
  })
  return listenLocally(server)
}

type Event = Readonly<Record<string, unknown>>

/** Tool that a program offers to its model, or a group of tools. */
interface Offered {
  readonly name?: string
  /** Tools of a namespace, in which Codex puts those of one MCP server. */
  readonly tools?: readonly Offered[]
  readonly functionDeclarations?: readonly Offered[]
}

interface Called {
  readonly name: string
  readonly namespace?: string | undefined
}

/** Finds a tool by the end of its name: programs put the name of the MCP server in front. */
function findTool(offered: readonly Offered[], tool: string, namespace?: string): Called | undefined {
  for (const { name, tools, functionDeclarations } of offered) {
    const inner = tools ?? functionDeclarations
    if (inner !== undefined) {
      const found = findTool(inner, tool, name)
      if (found !== undefined) return found
    } else if (name?.endsWith(tool)) return { name, namespace }
  }
  return undefined
}

function openai(called: Called | undefined, result: string | undefined): readonly Event[] {
  const isCall = result === undefined && called !== undefined
  const item = isCall
    ? { type: 'function_call', call_id: 'call_1', ...called, arguments: '{}' }
    : { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: toAnswer(result) }] }
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 }
  return [
    { type: 'response.created', response: { id: 'resp_1' } },
    { type: 'response.output_item.done', item },
    { type: 'response.completed', response: { id: 'resp_1', usage } },
  ]
}

function google(called: Called | undefined, result: string | undefined): readonly Event[] {
  const isCall = result === undefined && called !== undefined
  const part = isCall ? { functionCall: { name: called.name, args: {} } } : { text: toAnswer(result) }
  return [
    {
      candidates: [{ content: { role: 'model', parts: [part] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
    },
  ]
}

function toAnswer(result: string | undefined): string {
  return result === undefined ? 'No such tool is offered.' : `The result: ${result}`
}

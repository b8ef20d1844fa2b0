import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type ContentBlock,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { PIXEL, SILENCE } from './fixture-media.ts'
import { ask, ELICIT_NAME, ROOTS, sample } from './fixture-questions.ts'
import { FIXTURE_STATES } from './fixture-states.ts'
import type { FixtureTool } from './fixture-tool.ts'

function saying(...content: ContentBlock[]): CallToolResult {
  return { content }
}

function text(words: string): ContentBlock {
  return { type: 'text', text: words }
}

function always(description: string, ...content: ContentBlock[]): FixtureTool {
  return { description, run: async () => saying(...content) }
}

/** Returns a tool that asks its client once, and returns the client's response. */
function asking(
  description: string,
  inputRequests: InputRequiredResult['inputRequests'] & object,
): FixtureTool {
  return {
    description,
    async run({ mcpReq: { inputResponses = {} } }) {
      const responses = Object.keys(inputRequests).map((key) => usable(inputResponses[key]))
      if (responses.some((response) => response === undefined))
        return { resultType: 'input_required', inputRequests }
      return saying(text(`Answered: ${responses.map((response) => JSON.stringify(response)).join(', ')}`))
    },
  }
}

/** Returns a client's response, or undefined if it does not fit the question. */
export function usable(response: unknown): object | undefined {
  if (typeof response !== 'object' || response === null) return undefined
  const { action, content, roots, role } = response as Record<string, unknown>
  if (action === 'accept' && typeof content === 'object' && content !== null) {
    return Object.values(content).every((value) => ['string', 'boolean'].includes(typeof value))
      ? content
      : undefined
  }
  return Array.isArray(roots) || typeof role === 'string' ? response : undefined
}

const IMAGE: ContentBlock = { type: 'image', data: PIXEL, mimeType: 'image/png' }

async function tellProgress({ mcpReq: { _meta, notify } }: ServerContext): Promise<CallToolResult> {
  const progressToken = _meta?.progressToken
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined) {
      await notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } })
    }
    await sleep(50)
  }
  return saying(text('It took three steps.'))
}

async function tellLog({ mcpReq }: ServerContext): Promise<CallToolResult> {
  for (const words of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await mcpReq.log('info', words)
    await sleep(50)
  }
  return saying(text('It wrote three lines.'))
}

type Envelope = Readonly<Partial<Record<typeof CLIENT_CAPABILITIES_META_KEY, ClientCapabilities>>>

/** Asks only for things that the client declares it can answer. */
async function askCapable({ mcpReq: { envelope, inputResponses } }: ServerContext) {
  if (inputResponses !== undefined) return saying(text('Answered.'))
  const can = (envelope as Envelope | undefined)?.[CLIENT_CAPABILITIES_META_KEY] ?? {}
  return {
    resultType: 'input_required' as const,
    inputRequests: {
      ...(can.sampling && { question: sample('What is the capital of France?') }),
      ...(can.elicitation && { name: ELICIT_NAME }),
    },
  }
}

const AUDIO: ContentBlock = { type: 'audio', data: SILENCE, mimeType: 'audio/wav' }

/** All tools that the suite's server scenarios call. */
export const FIXTURE_TOOLS: Readonly<Record<string, FixtureTool>> = {
  test_simple_text: always('Says a text.', text('This is a simple text response for testing.')),
  test_image_content: always('Gives an image.', IMAGE),
  test_audio_content: always('Gives a sound.', AUDIO),
  test_embedded_resource: always('Gives a resource.', {
    type: 'resource',
    resource: {
      uri: 'test://embedded-resource',
      mimeType: 'text/plain',
      text: 'This is an embedded resource content.',
    },
  }),
  test_multiple_content_types: always(
    'Gives several kinds of content.',
    text('Multiple content types test:'),
    IMAGE,
    {
      type: 'resource',
      resource: {
        uri: 'test://mixed-content-resource',
        mimeType: 'application/json',
        text: JSON.stringify({ test: 'data', value: 123 }),
      },
    },
  ),
  test_error_handling: {
    description: 'Always fails.',
    run: async () => ({
      isError: true,
      content: [text('This tool intentionally returns an error for testing')],
    }),
  },
  test_tool_with_progress: { description: 'Tells its progress.', run: tellProgress },
  test_tool_with_logging: { description: 'Writes to the log of its client.', run: tellLog },
  test_logging_tool: { description: 'Writes to the log, where the client wants one.', run: tellLog },
  test_missing_capability: asking('Needs a client that samples.', { question: sample('Anything?') }),
  test_streaming_elicitation: asking('Asks in the middle of a stream.', { name: ELICIT_NAME }),
  test_input_required_result_elicitation: asking('Asks for a name.', { user_name: ELICIT_NAME }),
  test_input_required_result_sampling: asking('Asks a model.', {
    capital_question: sample('What is the capital of France?'),
  }),
  test_input_required_result_list_roots: asking('Asks for roots.', { client_roots: ROOTS }),
  test_input_required_result_capabilities: {
    description: 'Asks for what the client can answer.',
    run: askCapable,
  },
  ...FIXTURE_STATES,
  json_schema_2020_12_tool: {
    description: 'Takes what JSON Schema 2020-12 can say.',
    input: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      $defs: {
        address: {
          $anchor: 'addressDef',
          type: 'object',
          properties: { street: { type: 'string' }, city: { type: 'string' } },
        },
      },
      properties: {
        name: { type: 'string' },
        address: { $ref: '#/$defs/address' },
        contactMethod: { type: 'string', enum: ['phone', 'email'] },
        phone: { type: 'string' },
        email: { type: 'string' },
      },
      allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
      if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['phone'] },
      else: { required: ['email'] },
      additionalProperties: false,
    },
    run: async () => saying(text('Taken.')),
  },
  ...pushing(),
}

/** Returns the tools that ask as in version 2025-11-25, which needs a bidirectional connection. */
function pushing(): Record<string, FixtureTool> {
  const names = [
    'test_sampling',
    'test_elicitation',
    'test_elicitation_sep1034_defaults',
    'test_elicitation_sep1330_enums',
  ]
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        description: 'Asks its client over a session, which this endpoint does not keep.',
        run: async ({ mcpReq }: ServerContext) => {
          const { action } = await mcpReq.elicitInput(ask('Anything?', 'name').params)
          return saying(text(action))
        },
      },
    ]),
  )
}

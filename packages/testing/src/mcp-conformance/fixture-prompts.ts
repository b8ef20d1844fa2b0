import type {
  ContentBlock,
  GetPromptResult,
  InputRequiredResult,
  ServerContext,
} from '@modelcontextprotocol/server'
import { PIXEL } from './fixture-media.ts'
import { ask } from './fixture-questions.ts'
import { usable } from './fixture-tools.ts'

/** Prompt that the conformance suite requests by name. */
interface FixturePrompt {
  readonly description: string
  readonly arguments: readonly string[]
  get(given: Readonly<Record<string, string>>, context: ServerContext): GetPromptResult | InputRequiredResult
}

function saying(...content: (ContentBlock | string)[]): GetPromptResult {
  return {
    messages: content.map((one) => ({
      role: 'user',
      content: typeof one === 'string' ? { type: 'text', text: one } : one,
    })),
  }
}

export const FIXTURE_PROMPTS: Readonly<Record<string, FixturePrompt>> = {
  test_simple_prompt: {
    description: 'Says a text.',
    arguments: [],
    get: () => saying('This is a simple prompt for testing.'),
  },
  test_prompt_with_arguments: {
    description: 'Says its arguments.',
    arguments: ['arg1', 'arg2'],
    get: ({ arg1, arg2 }) => saying(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`),
  },
  test_prompt_with_embedded_resource: {
    description: 'Embeds a resource.',
    arguments: ['resourceUri'],
    get: ({ resourceUri: uri = '' }) =>
      saying(
        {
          type: 'resource',
          resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        },
        'Please process the embedded resource above.',
      ),
  },
  test_prompt_with_image: {
    description: 'Shows an image.',
    arguments: [],
    get: () =>
      saying({ type: 'image', data: PIXEL, mimeType: 'image/png' }, 'Please analyze the image above.'),
  },
  test_input_required_result_prompt: {
    description: 'Asks what it is about.',
    arguments: [],
    get(_given, { mcpReq: { inputResponses } }) {
      const response = usable(inputResponses?.user_context)
      if (response !== undefined) return saying(`It is about ${JSON.stringify(response)}.`)
      const inputRequests = { user_context: ask('What context should the prompt use?', 'context') }
      return { resultType: 'input_required', inputRequests }
    },
  },
}

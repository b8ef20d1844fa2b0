import { MockLanguageModelV4 } from 'ai/test'

type Answer = Awaited<ReturnType<MockLanguageModelV4['doGenerate']>>

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}
const call: Answer = {
  content: [
    {
      type: 'tool-call',
      toolCallId: 'call-1',
      toolName: 'github_issues_list',
      input: JSON.stringify({ owner: 'octocat', repo: 'Hello-World' }),
    },
  ],
  finishReason: { unified: 'tool-calls', raw: undefined },
  usage,
  warnings: [],
}

/** Stands for a model: it lists the issues, and then repeats the title of the first. */
export const model = new MockLanguageModelV4({
  doGenerate: async ({ prompt }) => {
    const [, title] = /"title":"([^"]+)"/.exec(JSON.stringify(prompt.at(-1)).replaceAll('\\"', '"')) ?? []
    if (title === undefined) return call
    const finishReason = { unified: 'stop', raw: undefined } as const
    return { content: [{ type: 'text', text: `It is this: ${title}.` }], finishReason, usage, warnings: [] }
  },
})

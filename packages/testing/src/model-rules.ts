interface SentTool {
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
}

/** Written rules of a model's API for tools. The API refuses a whole request if one tool breaks a rule. */
interface ModelRules {
  readonly api: string
  readonly sources: readonly string[]
  readonly name: RegExp
  /** Names of the properties at the top of the schema. */
  readonly property: RegExp
  /** Keywords that the top of the schema must not have. */
  readonly refusedAtTop: readonly string[]
}

const MODEL_RULES: readonly ModelRules[] = [
  {
    api: 'Anthropic Messages',
    sources: [
      'https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/implement-tool-use',
      // The API's error: "Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'".
      'https://github.com/anthropics/claude-code/issues/79418',
    ],
    name: /^[a-zA-Z0-9_-]{1,64}$/,
    property: /^[a-zA-Z0-9_.-]{1,64}$/,
    refusedAtTop: ['oneOf', 'allOf', 'anyOf'],
  },
  {
    api: 'OpenAI, not strict',
    // "Must be a-z, A-Z, 0-9, or contain underscores and dashes, with a maximum length of 64."
    sources: ['https://platform.openai.com/docs/api-reference/chat/create#chat-create-tools'],
    name: /^[a-zA-Z0-9_-]{1,64}$/,
    property: /./,
    refusedAtTop: ['oneOf', 'allOf', 'anyOf', 'enum', 'not'],
  },
  {
    api: 'Gemini function declarations',
    sources: [
      // Names: letters, digits, underscores and dashes; they start with a letter or an underscore. Parameters: no dashes.
      'https://cloud.google.com/vertex-ai/generative-ai/docs/reference/java/latest/com.google.cloud.vertexai.api.FunctionDeclarationOrBuilder',
      // The length of names: 63.
      'https://ai.google.dev/api/python/google/ai/generativelanguage/FunctionDeclaration',
    ],
    name: /^[a-zA-Z_][a-zA-Z0-9_-]{0,62}$/,
    property: /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/,
    refusedAtTop: ['oneOf', 'allOf', 'anyOf'],
  },
]

/** Prefix that clients put before names of tools: Claude Code and others, for a server named `bulkhead`. */
const CLIENT_PREFIX = 'mcp__bulkhead__'

/** Returns, by API, the reasons why it would refuse tools. */
export function refusedByModels(tools: readonly SentTool[]): Record<string, string[]> {
  return Object.fromEntries(
    MODEL_RULES.map((rules) => [rules.api, tools.flatMap((tool) => refused(rules, tool))]),
  )
}

function refused({ name, property, refusedAtTop }: ModelRules, tool: SentTool): string[] {
  const { type, properties = {}, required = [] } = tool.schema
  const names = Object.keys(properties as object)
  const told = [
    ...[tool.name, CLIENT_PREFIX + tool.name]
      .filter((one) => !name.test(one))
      .map((one) => `the name ${one}`),
    ...(type === 'object' ? [] : [`a schema of type ${type}`]),
    ...refusedAtTop.filter((keyword) => Object.hasOwn(tool.schema, keyword)),
    ...names.filter((one) => !property.test(one)).map((one) => `the property ${one}`),
    ...(required as string[])
      .filter((one) => !names.includes(one))
      .map((one) => `${one} required, not described`),
  ]
  return told.map((what) => `${tool.name}: ${what}`)
}

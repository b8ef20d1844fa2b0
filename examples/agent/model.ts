import type { LanguageModel } from 'ai'

/** Any model of the AI SDK. A name goes to the gateway of Vercel, which needs `AI_GATEWAY_API_KEY`. */
export const model: LanguageModel = process.env.MODEL ?? 'anthropic/claude-sonnet-4.5'

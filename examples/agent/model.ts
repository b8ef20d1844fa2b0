import type { LanguageModel } from 'ai'

/** Any model of the AI SDK. A model name uses Vercel's gateway, which needs `AI_GATEWAY_API_KEY`. */
export const model: LanguageModel = process.env.MODEL ?? 'anthropic/claude-sonnet-4.5'

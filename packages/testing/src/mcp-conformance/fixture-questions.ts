import type { PrimitiveSchemaDefinition } from '@modelcontextprotocol/server'

/** Asks the person at the client for one value. */
export function ask(message: string, name: string, property: PrimitiveSchemaDefinition = { type: 'string' }) {
  return {
    method: 'elicitation/create' as const,
    params: {
      message,
      requestedSchema: { type: 'object' as const, properties: { [name]: property }, required: [name] },
    },
  }
}

/** Asks the client's model a question. */
export function sample(question: string, maxTokens = 100) {
  return {
    method: 'sampling/createMessage' as const,
    params: {
      messages: [{ role: 'user' as const, content: { type: 'text' as const, text: question } }],
      maxTokens,
    },
  }
}

export const ELICIT_NAME = ask('What is your name?', 'name')
export const ROOTS = { method: 'roots/list' as const, params: {} }

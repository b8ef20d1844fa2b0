import type { Output } from '#api/api.ts'

export type ToolCall = Output<'listToolCalls'>['data'][number]

import type { MastraModelConfig } from '@mastra/core/llm'
import { model as scripted } from './model.ts'

/** Stands for a model of Mastra, whose type asks for streams that this one is never asked for. */
export const model = scripted as unknown as MastraModelConfig

import { randomBytes } from 'node:crypto'
import {
  type CallToolResult,
  createRequestStateCodec,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { ask, ELICIT_NAME, ROOTS, sample } from './fixture-questions.ts'
import type { FixtureTool } from './fixture-tool.ts'

/** State that a fixture keeps at its client between rounds. */
interface State {
  readonly tool: string
  readonly round: number
}

/** Codec that protects states from changes by a client. */
export const stateCodec = createRequestStateCodec<State>({ key: randomBytes(32) })

type Round = NonNullable<InputRequiredResult['inputRequests']>

function inRounds(tool: string, rounds: readonly Round[]): FixtureTool {
  return {
    description: `Asks in ${rounds.length} rounds and keeps a state.`,
    async run({ mcpReq }: ServerContext): Promise<CallToolResult | InputRequiredResult> {
      const state = mcpReq.requestState<State>()
      const round = state?.tool === tool && mcpReq.inputResponses !== undefined ? state.round : 0
      const inputRequests = rounds[round]
      if (inputRequests === undefined) return { content: [{ type: 'text', text: 'state-ok' }] }
      const requestState = await stateCodec.mint({ tool, round: round + 1 })
      return { resultType: 'input_required', inputRequests, requestState }
    },
  }
}

const CONFIRM = { confirm: ask('Please confirm', 'ok', { type: 'boolean' }) }

const ROUNDS: Readonly<Record<string, readonly Round[]>> = {
  test_input_required_result_request_state: [CONFIRM],
  test_input_required_result_tampered_state: [CONFIRM],
  test_input_required_result_multiple_inputs: [
    { user_name: ELICIT_NAME, greeting: sample('Generate a greeting', 50), client_roots: ROOTS },
  ],
  test_input_required_result_multi_round: [
    { step1: ask('Step 1: What is your name?', 'name') },
    { step2: ask('Step 2: What is your favorite color?', 'color') },
  ],
}

export const FIXTURE_STATES: Readonly<Record<string, FixtureTool>> = Object.fromEntries(
  Object.entries(ROUNDS).map(([tool, rounds]) => [tool, inRounds(tool, rounds)]),
)

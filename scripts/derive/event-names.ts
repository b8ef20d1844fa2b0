import { FURTHER_EVENTS, toEventWords } from '@bulkhead/contract/audit-events'
import { operations } from '@bulkhead/contract/operations'
import { OPERATOR_COMMANDS } from '@bulkhead/contract/operator/operator-commands'

/** Returns the module of the web app with the names of subjects, events and refused operations, for translation. */
export function eventNames(): Readonly<{ [path: string]: string }> {
  const events = [
    ...operations.flatMap(({ audit }) => audit ?? []),
    ...Object.values(OPERATOR_COMMANDS).flatMap(({ audit }) => audit ?? []),
    ...FURTHER_EVENTS,
  ]
  const subjects = events.map((event) => event.slice(0, event.indexOf('.')))
  const names = new Set([...subjects, ...events, ...operations.map(({ operationId }) => operationId)])
  const lines = [...names].sort().map((name) => `  '${name}': msg\`${toEventWords(name)}\`,\n`)
  return {
    'packages/web/src/generated/event-names.ts': `import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** Names of subjects, events and refused operations, for translation. */
export const EVENT_NAMES: Readonly<Record<string, MessageDescriptor>> = {
${lines.join('')}}
`,
  }
}

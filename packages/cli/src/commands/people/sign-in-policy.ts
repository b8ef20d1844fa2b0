import { getSignInPolicy, updateSignInPolicy } from '@bulkhead/contract/people/sign-in'
import type { CommandSpec } from '#command/command'
import { recordCommand } from '#command/record-command'
import { openClientOfPerson, sendOptions } from '#profile/open-clients'

/** Commands about the rules by which people sign in. Their flags derive from the contract. */
export const signInPolicyCommands: readonly CommandSpec[] = [
  recordCommand({
    words: 'people policy get',
    summary: 'Show how people of the organization sign in',
    operation: getSignInPolicy,
    reaches: 'organization',
    examples: ['people policy get'],
    open: openClientOfPerson,
    send: ({ signInPolicy }, call) => signInPolicy.get(sendOptions(call)),
  }),
  recordCommand({
    words: 'people policy set',
    summary: 'Change how people of the organization sign in',
    about:
      'Whatever you leave out stays as it is. Only owners change it. A change that could lock people out is refused.',
    operation: updateSignInPolicy,
    reaches: 'organization',
    examples: ['people policy set --second-factor', 'people policy set --no-passwords --lapse-hours 12'],
    open: openClientOfPerson,
    send: ({ signInPolicy }, call) => signInPolicy.update(call.given, sendOptions(call)),
  }),
]

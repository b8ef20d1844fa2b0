import type { Bulkhead } from '@bulkhead/sdk'
import type { ArgumentSpec, Call } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'

/** Argument that names a person of the organization. */
export const PERSON: ArgumentSpec = {
  name: 'person',
  description: 'E-mail address or id; see: bulkhead people list',
}

/** Argument that names an invitation. */
export const INVITATION: ArgumentSpec = {
  name: 'invitation',
  description: 'The address that was invited, or its id; see: bulkhead people invitations list',
}

/** Returns the id of a person. @throws CommandError if no person has the address. */
export function findPerson({ signal }: Pick<Call, 'signal'>, { people }: Bulkhead, given: string) {
  return findId(given, () => people.list({ name_contains: given, limit: 100 }, { signal }), {
    code: 'person_not_found',
    message: `Nobody in the organization has the address ${given}.`,
    hint: 'See everyone: bulkhead people list',
  })
}

/** Returns the id of an invitation. @throws CommandError when the address was not invited. */
export function findInvitation({ signal }: Pick<Call, 'signal'>, { invitations }: Bulkhead, given: string) {
  return findId(given, () => invitations.list({ limit: 100 }, { signal }), {
    code: 'invitation_not_found',
    message: `No invitation is for the address ${given}.`,
    hint: 'See all invitations: bulkhead people invitations list',
  })
}

/** Returns an id as it is, and looks an address up. */
async function findId(
  given: string,
  getList: () => AsyncIterable<{ readonly id: string; readonly email: string }>,
  { code, message, hint }: { readonly code: string; readonly message: string; readonly hint: string },
): Promise<string> {
  if (!given.includes('@')) return given
  const address = given.toLowerCase()
  for await (const { id, email } of getList()) if (email.toLowerCase() === address) return id
  throw new CommandError(EXIT.notFound, code, message, hint)
}

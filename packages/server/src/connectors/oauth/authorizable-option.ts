import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import { type AuthOption, type ChosenAuth, chooseAuthOption, type Definition } from '@bulkhead/engine'
import { authorizableIn, divideCredentials, fieldsFromService } from '@bulkhead/engine/oauth'
import { listNames } from '@bulkhead/engine/text'

/**
 * Returns the option of a definition by which an owner can authorize at the service.
 *
 * @throws BulkheadError `not_supported` if the document has none.
 */
export function authorizableOption(definition: Definition): AuthOption {
  const option = authorizableIn(definition)
  if (option !== undefined) return option
  throw new BulkheadError(
    'not_supported',
    `The document of ${definition.display_name} has no page on which to ask the owner. Create the connector with credentials.`,
  )
}

/** Placeholder for the fields that an authorization gives, while the others are checked. */
const TO_COME = '(to come)'

/**
 * Returns the fields of an option that an authorization does not give, such as a developer's key. All required ones
 * must be given. Fields that come from the service or belong to the organization are not among them.
 *
 * @throws BulkheadError `invalid_credentials`
 * @throws EngineError The errors of `chooseAuthOption`.
 */
export function furtherFields(
  definition: Definition,
  option: AuthOption,
  given: Readonly<Record<string, unknown>>,
): ChosenAuth['credentials'] {
  const fromService = fieldsFromService(option)
  const chosen = chooseAuthOption(
    { ...definition, auth_options: [option] },
    { ...Object.fromEntries(fromService.map((name) => [name, TO_COME])), ...given },
  )
  // A field that a lookup finds may be given, to say which of several is meant.
  const isFound = (name: string) => option.oauth?.lookup?.settings.has(name) === true
  const isGiven = (name: string) => chosen.credentials[name] !== TO_COME
  const surplus = fromService.filter((name) => isGiven(name) && !isFound(name))
  if (surplus.length > 0) {
    const message = `${listNames(surplus)} come from the authorization. Leave them out.`
    throw invalid('body.replication_config', message, 'invalid_credentials')
  }
  const rest = Object.entries(chosen.credentials).filter(
    ([name]) => !fromService.includes(name) || (isFound(name) && isGiven(name)),
  )
  return divideCredentials(definition, option, Object.fromEntries(rest)).api
}

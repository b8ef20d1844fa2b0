import type { AuthOption } from '#model/definition'
import { namesIn, renderTextTemplate } from '#text/text-template'
import { presentSecrets } from './compose-auth.ts'

/**
 * Returns the strings that must not appear in a result or an error: every credential value, and every form in which a
 * header carries it, such as the base64 of user name and password.
 *
 * Values that only identify are left out, since results often contain them: a basic user name that has a password, and
 * an oauth2 client id. A value with white space around it is also listed without the white space, since a header is
 * received without it (RFC 9110 §5.5).
 *
 * @param tokens Tokens from a token endpoint, in addition to the credentials.
 * @returns Distinct strings for `createRedactor`, longest first. Blank strings are left out.
 */
export function getSecrets(
  option: AuthOption,
  credentials: Readonly<Record<string, string>>,
  tokens: { readonly access_token?: string; readonly refresh_token?: string } = {},
): string[] {
  const identifying = identifyingFields(option)
  const isSecretField = (name: string) => !identifying.has(name)
  const { access_token, refresh_token } = tokens
  const texts: string[] = []
  for (const name in credentials) if (isSecretField(name)) texts.push(credentials[name] ?? '')
  for (const token of [access_token, refresh_token]) if (token !== undefined) texts.push(token)

  const secrets = presentSecrets(option, credentials)
  if (access_token !== undefined) secrets.set('access_token', access_token)
  for (const [secret, value] of secrets) {
    if (namesIn(option.secrets.get(secret) ?? []).some(isSecretField)) texts.push(value)
  }
  const [username, password] = [secrets.get('username'), secrets.get('password')]
  if (option.kind === 'basic' && username !== undefined && password !== undefined) {
    texts.push(Buffer.from(`${username}:${password}`).toString('base64'))
  }
  for (const template of option.additional_headers.values()) {
    if (!namesIn(template).some((name) => !identifying.has(name) && name !== 'client_id')) continue
    texts.push(
      renderTextTemplate(template, (name) => {
        const own = Object.hasOwn(credentials, name) ? credentials[name] : undefined
        return secrets.get(name) ?? own
      }),
    )
  }
  const arriving = new Set<string>()
  for (const text of texts) arriving.add(text).add(text.trim())
  arriving.delete('')
  return [...arriving].sort((a, b) => b.length - a.length)
}

/** Cached, because every call needs it and it never changes for an option. */
const identifyingByOption = new WeakMap<AuthOption, ReadonlySet<string>>()

function identifyingFields(option: AuthOption): ReadonlySet<string> {
  const known = identifyingByOption.get(option) ?? findIdentifyingFields(option)
  identifyingByOption.set(option, known)
  return known
}

function findIdentifyingFields(option: AuthOption): ReadonlySet<string> {
  const getFields = (secret: string) => namesIn(option.secrets.get(secret) ?? [])
  if (option.kind === 'oauth2') return new Set(getFields('client_id'))
  if (option.kind !== 'basic') return new Set()
  const password = getFields('password')
  // If the option has no password field, the user name is the secret, for example an API key in its place.
  return new Set(
    password.length === 0 ? [] : getFields('username').filter((name) => !password.includes(name)),
  )
}

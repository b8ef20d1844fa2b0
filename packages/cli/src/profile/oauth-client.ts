import { CommandError, EXIT } from '#command/command-error'
import type { StoredSignIn } from './sign-in-store.ts'

/** Client id of the command line at every server. */
export const CLIENT_ID = 'bulkhead_cli'

/** Response of the token endpoint, with its details of the sign-in. */
export interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly organization_id: string
  readonly organization_name: string
  readonly person_email: string
  readonly workspace_name?: string
  readonly read_only: boolean
}

/** Response of the authorization server. */
export interface OAuthReply {
  readonly status: number
  readonly body: Partial<TokenAnswer> & {
    readonly error?: string
    readonly error_description?: string
    readonly device_code?: string
    readonly user_code?: string
    readonly verification_uri?: string
    readonly interval?: number
  }
}

/** Posts a form to the authorization server, with the client id of the command line. */
export async function postForm(
  url: string,
  path: string,
  form: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<OAuthReply> {
  let response: Response
  try {
    response = await fetch(`${url}${path}`, {
      method: 'POST',
      redirect: 'error',
      body: new URLSearchParams({ client_id: CLIENT_ID, ...form }),
      signal: AbortSignal.any([AbortSignal.timeout(30_000), ...(signal === undefined ? [] : [signal])]),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    const hint = 'Check the address, and whether the server is running.'
    throw new CommandError(EXIT.failed, 'connection', `${new URL(url).origin} did not respond.`, hint)
  }
  const body = await response.json().catch(() => ({}))
  return { status: response.status, body: body as OAuthReply['body'] }
}

/** Converts a token response to the stored form. */
export function toStored({ access_token, refresh_token, expires_in }: TokenAnswer): StoredSignIn {
  return { access_token, refresh_token, expires_at: Date.now() + expires_in * 1000 }
}

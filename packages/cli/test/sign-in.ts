import assert from 'node:assert/strict'
import {
  COMMAND_LINE,
  type Decision,
  decide,
  finish,
  openAuthorizationUrl,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import type { SignedInPerson } from '@bulkhead/testing/people'
import type { TestServer } from '@bulkhead/testing/test-server'
import { CLIENT_ID } from '#profile/oauth-client'
import { writeProfiles } from '#profile/profiles'
import { openSignInStore } from '#profile/sign-in-store'
import type { Bench } from './bench.ts'
import type { RunOptions } from './run-command.ts'

/**
 * Saves the sign-in of a person as a profile, as `login` does.
 *
 * @param only Workspace that the sign-in reaches. Absent if it reaches all.
 * @returns Options of commands that use it.
 */
export async function signIn(
  bench: Bench,
  person: SignedInPerson,
  only?: { readonly id: string; readonly name: string },
): Promise<RunOptions> {
  const { testServer, tenant, environment } = bench
  const decision = only === undefined ? { everywhere: true as const } : { workspace_id: only.id }
  const { tokens } = await signAgentIn(testServer, person, decision, COMMAND_LINE)
  const { access_token, refresh_token, expires_in } = tokens
  const store = await openSignInStore(environment, 'default', 'file')
  store.write({ access_token, refresh_token, expires_at: Date.now() + expires_in * 1000 })
  const profile = {
    ...{ url: testServer.server.url, client_id: CLIENT_ID, organization_id: tenant.organization },
    ...{ person: person.email, store: store.place },
    ...(only !== undefined && { only_workspace: only.name, workspace: only.name }),
  }
  writeProfiles(environment, { current: 'default', profiles: { default: profile } })
  return { environment: { BULKHEAD_URL: '', BULKHEAD_CLIENT_ID: '', BULKHEAD_CLIENT_SECRET: '' } }
}

/** Does what the person does in a browser, once `login` shows the address. */
export async function allowInBrowser(
  testServer: TestServer,
  person: SignedInPerson,
  stderr: string,
  decision: Decision,
): Promise<void> {
  const { search } = new URL(/Open in a browser[^:]*: (\S+)\n/.exec(stderr)?.[1] ?? '')
  const { begun } = await openAuthorizationUrl(testServer, `/oauth/authorize${search}`)
  assert.ok(begun)
  const decided = await decide(testServer, person, begun, decision)
  assert.equal(decided.status, 200, decided.text)
  const callback = await finish(testServer, begun, decided.body.redirect_to)
  assert.equal((await fetch(callback)).status, 200)
}

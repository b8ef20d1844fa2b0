import { freePort } from '@bulkhead/testing/free-port'
import {
  type AuthorizationServer,
  CLIENT,
  startAuthorizationServer,
} from '@bulkhead/testing/oauth/authorization-server'
import { startGuardedApi } from '@bulkhead/testing/oauth/guarded-api'
import { BEACON, LIGHTHOUSE, writeOAuthDocuments } from '@bulkhead/testing/oauth/oauth-documents'
import { type RunningApp, startApp } from './running-app.ts'

/** App with the service Lighthouse. To authorize there, the owner uses a page with two buttons. */
export interface LighthouseApp extends RunningApp {
  readonly authorization: AuthorizationServer
  /** OAuth client of the organization at the fake service. */
  readonly oauthClient: typeof CLIENT
  /** Stores the organization's OAuth client. */
  configure(): Promise<void>
  /** Creates a connector whose tokens are no longer valid, as a call has shown. @returns Its id. */
  connectInVain(name: string): Promise<string>
}

/** @param callbackHost Name to which the service sends browsers back. Default: that of the app. */
export async function startLighthouseApp(callbackHost?: string): Promise<LighthouseApp> {
  const port = await freePort()
  const callbackUrl = `http://${callbackHost ?? 'localhost'}:${port}`
  const callbacks = [LIGHTHOUSE, BEACON].map((id) => `${callbackUrl}/api/v1/oauth/callback/${id}`)
  const authorization = await startAuthorizationServer(callbacks)
  authorization.behaviour.asks = true
  const api = await startGuardedApi(() => authorization)
  const documents = writeOAuthDocuments({ authorization: authorization.url, api: api.url })
  const settings = {
    BULKHEAD_CONNECTORS_DIR: documents.path,
    ...(callbackHost !== undefined && { BULKHEAD_CALLBACK_URL: callbackUrl }),
  }
  const app = await startApp(settings, port)
  return {
    ...app,
    authorization,
    oauthClient: CLIENT,
    async configure() {
      await app.call('PUT', '/api/v1/oauth/credentials', {
        connector_definition_id: LIGHTHOUSE,
        configuration: CLIENT,
      })
    },
    async connectInVain(name) {
      const tokens = await authorization.issueTokens()
      const connector = await app.connect('default', {
        connector_type: 'lighthouse',
        name,
        credentials: { ...CLIENT, ...tokens },
        environment: undefined,
      })
      await authorization.withdraw(tokens.refresh_token)
      await authorization.expire(tokens.access_token)
      const { body } = await app.call('POST', `/api/v1/integrations/connectors/${connector}/execute`, {
        entity: 'lamps',
        action: 'list',
      })
      if (body.code !== 'needs_reauthentication') throw new Error(`The call answered ${body.code}.`)
      return connector
    },
    async close() {
      await app.close()
      documents.remove()
      await api.close()
      await authorization.close()
    },
  }
}

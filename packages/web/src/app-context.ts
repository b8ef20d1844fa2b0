import type { QueryClient } from '@tanstack/react-query'
import type { Api } from './api/api.ts'
import type { Auth } from './entities/session/auth.ts'

/** Dependencies of routes, available before their pages render. */
export interface AppContext {
  readonly api: Api
  readonly auth: Auth
  readonly queries: QueryClient
}

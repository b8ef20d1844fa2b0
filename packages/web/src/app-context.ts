import type { QueryClient } from '@tanstack/react-query'
import type { Api } from './api/api.ts'
import type { Auth } from './entities/session/auth.ts'

/** What routes are given before their pages are shown. */
export interface AppContext {
  readonly api: Api
  readonly auth: Auth
  readonly queries: QueryClient
}

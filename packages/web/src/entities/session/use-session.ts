import type { SignedIn } from '@bulkhead/contract/people'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { Auth } from './auth.ts'

export const AuthContext = createContext<Auth | undefined>(undefined)

export function useAuth(): Auth {
  const auth = use(AuthContext)
  if (auth === undefined) throw new TypeError('There is no AuthContext.')
  return auth
}

/** Returns the signed-in person, on pages that require one. Undefined for a moment during sign-out. */
export function useSession(): SignedIn | undefined {
  return useSuspenseQuery(useAuth().session).data ?? undefined
}

/** Whoever is signed in, as `/auth/session` answers. */
export interface SignedIn {
  person: { id: string; name: string; email: string; role: string }
  organization: { id: string; name: string }
  session: SessionItem
  csrf_token: string
}

export interface SessionItem {
  id: string
  current: boolean
  created_at: string
  last_used_at: string
  expires_at: string
  ip_address: string | null
  user_agent: string | null
}

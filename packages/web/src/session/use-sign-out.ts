import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { forgetRuns } from '#entities/call/past-runs.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { useToasts } from '#ui/layer/toasts.tsx'

/**
 * Returns a function that signs the person out and opens the sign-in page. If the provider supports it, the browser
 * signs out there first.
 */
export function useSignOut(): () => void {
  const auth = useAuth()
  const navigate = useNavigate()
  const toasts = useToasts()
  const { mutate } = useMutation({
    mutationFn: () => auth.signOut(),
    onSuccess: (url) => {
      forgetRuns()
      if (url === null) navigate({ to: '/sign-in' })
      else location.assign(url)
    },
    onError: toasts.failed,
  })
  return mutate
}

import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { forgetRuns } from '#entities/call/past-runs.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { useToasts } from '#ui/layer/toasts.tsx'

/** Signs the person out and leads to the page for signing in. */
export function useSignOut(): () => void {
  const auth = useAuth()
  const navigate = useNavigate()
  const toasts = useToasts()
  const { mutate } = useMutation({
    mutationFn: () => auth.signOut(),
    onSuccess: () => {
      forgetRuns()
      navigate({ to: '/sign-in' })
    },
    onError: toasts.failed,
  })
  return mutate
}

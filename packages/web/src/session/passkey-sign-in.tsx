import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { hasPasskeys } from '#entities/session/webauthn.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNote } from '#ui/show/states.tsx'

interface PasskeySignInProps {
  readonly signIn: () => Promise<void>
  readonly onSuccess?: () => void
  readonly variant?: 'primary' | 'secondary'
}

/** Button for signing in with a passkey. Renders nothing if the browser does not support passkeys. */
export function PasskeySignIn({ signIn, onSuccess, variant = 'secondary' }: PasskeySignInProps) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: signIn,
    gcTime: 0,
    onSuccess: () => onSuccess?.(),
  })
  if (!hasPasskeys()) return null
  return (
    <div className="flex flex-col gap-3">
      <Button size="lg" variant={variant} busy={isPending} onClick={() => mutate()}>
        <Trans>Sign in with a passkey</Trans>
      </Button>
      {error && <ErrorNote error={error} />}
    </div>
  )
}

import { t } from '@lingui/core/macro'
import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { IconButton } from '../icon-button.tsx'
import { Input } from './input.tsx'

/** Input for a secret. Hidden unless revealed, and kept out of the browser's password store. */
export function SecretInput({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  const [isShown, setShown] = useState(false)
  return (
    <div className="relative">
      <Input
        autoComplete="off"
        data-1p-ignore=""
        data-lpignore="true"
        autoCapitalize="none"
        autoCorrect="off"
        {...rest}
        type={isShown ? 'text' : 'password'}
        className="pr-9 font-mono"
      />
      <IconButton
        label={isShown ? t`Hide` : t`Show`}
        icon={isShown ? <EyeOff /> : <Eye />}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
        size="sm"
        className="absolute top-1/2 right-0.5 -translate-y-1/2"
      />
    </div>
  )
}

import * as Radix from '@radix-ui/react-tooltip'
import { type ReactNode, use } from 'react'
import { Keys } from '../show/keys.tsx'
import { LayerContext } from './layer.ts'

interface TooltipProps {
  readonly text: ReactNode
  readonly keys?: readonly string[]
  readonly side?: 'top' | 'right'
  readonly children: ReactNode
}

/** Tooltip on hover and focus. Its child must accept a ref. */
export function Tooltip({ text, keys, side = 'top', children }: TooltipProps) {
  const container = use(LayerContext)
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-fade items-center gap-2 rounded-md bg-raised px-2 py-1 text-ink text-xs shadow-float"
        >
          {text}
          {keys !== undefined && <Keys keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export const TooltipProvider = Radix.Provider

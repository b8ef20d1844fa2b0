import type { Output } from '#api/api.ts'

/** Props of a card with a part of the sign-in policy. */
export interface PolicyProps {
  readonly policy: Output<'getSignInPolicy'>
  readonly isOwner: boolean
}

import type { SignInFailure } from '@bulkhead/contract/people/sign-in'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** Messages for failed sign-ins with a provider, by reason. */
export const SIGN_IN_FAILURES: Readonly<Record<SignInFailure, MessageDescriptor>> = {
  expired: msg`That took longer than ten minutes, or was begun in another browser. Try again.`,
  refused: msg`Your provider refused to sign you in.`,
  unreachable: msg`Your provider cannot be reached. Try again later.`,
  invalid: msg`Your provider sent something that cannot be used. An owner of your organization can test the provider to see why.`,
  no_address: msg`Your provider did not send your e-mail address. Ask its admin.`,
  address_unverified: msg`Your provider does not say that your e-mail address is verified. Ask its admin.`,
  address_in_use: msg`Your e-mail address already has an account here. Sign in as before.`,
  not_invited: msg`Nobody invited your e-mail address. If you have an invitation, open its link and sign in from there; otherwise ask an admin of your organization.`,
  limited: msg`Too many sign-ins from your network failed. Try again in ten minutes.`,
  network: msg`Your organization allows people to sign in from its own networks only. Connect to one of them, for example by VPN.`,
  removed: msg`You were removed from the organization. Ask an admin to invite you again.`,
}

import { test } from 'node:test'
import type {
  ConnectService,
  ConnectPage as ContractPage,
  connectByCredentials,
  declineConnect,
} from '@bulkhead/contract/connect/page'
import type { Output } from '@bulkhead/contract/operation'
import type { ConnectPage, Outcome, Service } from '../src/types.ts'

function expect<_T extends true>(): void {}
type Fits<A, B> = [A] extends [B] ? true : false

test('the page takes what the contract says that it gets', () => {
  expect<Fits<ContractPage, ConnectPage>>()
  expect<Fits<ConnectService, Service>>()
  expect<Fits<Output<typeof connectByCredentials>, Outcome>>()
  expect<Fits<Output<typeof declineConnect>, { readonly redirect_to: string | null }>>()
})

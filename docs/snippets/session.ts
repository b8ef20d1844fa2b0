import type { IncomingMessage } from 'node:http'

/** Stands for your sign-in: the id of the customer that a request is signed in as. */
export function customerOf(request: IncomingMessage): string {
  const customer = request.headers['x-customer']
  if (typeof customer !== 'string' || customer === '') throw new Error('Nobody is signed in.')
  return customer
}

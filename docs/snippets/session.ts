import type { IncomingMessage } from 'node:http'

/** Stands for your sign-in: the id of the customer that a request is signed in as; undefined for nobody. */
export function getCustomer(request: IncomingMessage): string | undefined {
  const customer = request.headers['x-customer']
  return typeof customer === 'string' && customer !== '' ? customer : undefined
}

import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Services } from '#operations/services'
import { secondsText } from '#platform/seconds-text'
import type { Quotas } from '#quotas/read-quotas'

/**
 * Holds a request against the quotas of its organization, before its body is read.
 *
 * @throws BulkheadError `rate_limited`, `body_too_large`
 */
export function limitRequest(
  { rateLimiter }: Pick<Services, 'rateLimiter'>,
  organization: string,
  { requests_per_second, max_body_bytes }: Quotas,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (requests_per_second !== null) {
    const { allowed, remaining, seconds } = rateLimiter.take(organization, requests_per_second)
    // draft-ietf-httpapi-ratelimit-headers-10 §3 and §4.
    reply.headers({
      'ratelimit-policy': `"organization";q=${requests_per_second};w=1`,
      ratelimit: `"organization";r=${remaining};t=${seconds}`,
    })
    if (!allowed) {
      throw new BulkheadError(
        'rate_limited',
        `The organization's quota of requests a second is ${requests_per_second}. Try again in ${secondsText(seconds)}.`,
        { retryAfter: seconds },
      )
    }
  }
  if (max_body_bytes === null) return
  request.maxBodyBytes = max_body_bytes
  demandBodySize(request, Number(request.headers['content-length'] ?? 0))
}

/** Refuses a body beyond the quota, also one that came without a length. @throws BulkheadError `body_too_large` */
export function demandBodySize({ maxBodyBytes }: FastifyRequest, bytes: number): void {
  if (maxBodyBytes === undefined || bytes <= maxBodyBytes) return
  throw new BulkheadError(
    'body_too_large',
    `The body is larger than ${maxBodyBytes} bytes, the quota of the organization.`,
  )
}

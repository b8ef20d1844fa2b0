import type { FastifyBaseLogger } from 'fastify'

/** JSON lines. What is logged are ids, codes and durations; never a body, a header or a URL with its query. */
export type Log = FastifyBaseLogger

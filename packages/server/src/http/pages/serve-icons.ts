import { createHash } from 'node:crypto'
import { toTile } from '@bulkhead/catalog/marks'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { FastifyInstance } from 'fastify'
import type { Definitions } from '#definitions/load-definitions'

const HEADERS = {
  'cache-control': 'public, max-age=86400',
  // An SVG opened in its own tab is a page of this origin.
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  // Pages of the organization's own apps show the icons too.
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** Serves the icon of each definition as an SVG. */
export function serveIcons(app: FastifyInstance, definitions: Definitions): void {
  const icons = new Map(
    definitions.all.map(({ slug, display_name, mark }) => {
      const svg = toTile(display_name, mark)
      const etag = `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`
      return [`${slug}.svg`, { svg, etag }]
    }),
  )
  app.get<{ Params: { file: string } }>('/icons/:file', { exposeHeadRoute: true }, (request, reply) => {
    const icon = icons.get(request.params.file)
    if (icon === undefined) throw new BulkheadError('route_not_found', 'There is no such icon. See /docs.')
    reply.headers({ ...HEADERS, etag: icon.etag })
    if (request.headers['if-none-match'] === icon.etag) return reply.code(304).send()
    return reply.type('image/svg+xml').send(icon.svg)
  })
}

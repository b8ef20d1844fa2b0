import type { OperationShape } from '@bulkhead/contract/operation'
import { probablyMeant } from '@bulkhead/engine/text'

/** Longest path for which another one is suggested. */
const LONGEST_PATH = 200

const MINTING =
  'Minting a scoped token for a new name makes a workspace: POST /api/v1/account/applications/scoped-token. '

/**
 * Creates a function that says why no operation is at a path, and what the caller may have meant: another method, or the
 * path of an operation that looks like it. The text contains nothing of the path.
 */
export function createMissingRouteText(served: readonly OperationShape[]) {
  const routes = served.map(({ method, path }) => ({ method, pattern: toPattern(path) }))
  const known = new Map(
    served
      .filter(({ path }) => path.startsWith('/api/'))
      .map(({ path }) => [toTail(path.replaceAll(/\{\w+\}/g, '{}')), path]),
  )
  return ({ method, url }: { readonly method: string; readonly url: string }): string => {
    const [path = ''] = url.split('?', 1)
    const methods = routes.filter(({ pattern }) => pattern.test(path)).map((route) => route.method)
    const others = methods.length > 0 ? `It takes ${[...new Set(methods)].join(', ')}. ` : suggest(path)
    const mint = method === 'POST' && /^\/api\/v1\/workspaces\/?$/.test(path) ? MINTING : ''
    return `There is no ${method} operation at this path. ${others}${mint}See /docs.`
  }

  function suggest(path: string): string {
    if (path.length > LONGEST_PATH) return ''
    const meant = probablyMeant(toTail(path.replaceAll(UUID, '{}')), known.keys())
    return meant === undefined ? '' : `Did you mean ${known.get(meant)}? `
  }
}

const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi

/** Returns the part of a path that says which operation is meant: without version and slashes around. */
function toTail(path: string): string {
  return path.replace(/^\/+(?:api\/+)?(?:v\d+\/+)?/i, '').replace(/\/+$/, '')
}

function toPattern(path: string): RegExp {
  const parts = path.split(/\{\w+\}/).map((part) => RegExp.escape(part))
  return new RegExp(`^${parts.join('[^/]+')}/?$`)
}

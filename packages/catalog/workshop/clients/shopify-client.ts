import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

const VERSION = 'dist/cjs/rest/admin/2025-01'
const PATH = /"http_method": "(\w+)", "operation": "(\w+)", "ids": \[[^\]]*\], "path": "([^"]+)"/g

/**
 * Reads the calls of `@shopify/shopify-api`, version 2025-01, from the resources that Shopify generates from
 * its documentation.
 */
export function shopifyCalls(folder: string): readonly ClientCall[] {
  return globSync(`${VERSION}/*.js`, { cwd: folder }).flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8')
    const name = matchAll(code, /"singular": "(\w+)"/g)
    return [...code.matchAll(PATH)].map(([, method = '', operation = '', path = '']) => ({
      method: method.toUpperCase(),
      path: `/${path.replace(/<(\w+)>/g, '{$1}')}`,
      query: method === 'get' ? readQuery(code, operation, path) : [],
      // A record is sent in a member with its name. A path without a name has a body of its own.
      body: ['post', 'put'].includes(method) ? readBody(code, operation, name) : [],
    }))
  })
}

function readQuery(code: string, operation: string, path: string): readonly string[] {
  const isOne = /<\w+>\.json$/.test(path)
  const method = operation === 'get' ? (isOne ? 'find' : 'all') : operation
  const body = new RegExp(`static async ${method}\\(\\{([\\s\\S]*?)\\n {4}\\}`).exec(code)?.[1] ?? ''
  const params = /params: \{([^}]*)\}/.exec(body)?.[1] ?? ''
  return matchAll(params, /"(\w+)": /g)
}

function readBody(code: string, operation: string, names: readonly string[]): readonly string[] {
  const method = new RegExp(`async ${operation}\\(\\{([^}]*)\\}`).exec(code)?.[1] ?? ''
  return [
    ...names,
    ...matchAll(method, /(\w+) = null/g),
    ...matchAll(code, /params: \{([^}]*)\}/g).flatMap((one) => matchAll(one, /"(\w+)": /g)),
  ]
}

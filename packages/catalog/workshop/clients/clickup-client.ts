import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/** Reads the read and delete calls of `clickup.js`. Omits requests with a body: its code does not name their fields. */
export function clickupCalls(folder: string): readonly ClientCall[] {
  const [, ...classes] = readFileSync(join(folder, 'dist/index.mjs'), 'utf8').split(
    /^(?=class \w+ extends Route)/m,
  )
  return classes.flatMap((code) => {
    const route = /\broute: "(\w+)"/.exec(code)?.[1] ?? ''
    const [, ...methods] = code.split(/^ {2}\/\*\*/m)
    return methods.flatMap((own) => {
      const path = /\bpath: `([^`]+)`/.exec(own)?.[1]
      if (path === undefined || /\bbody: /.test(own)) return []
      return [
        {
          method: /\bmethod: "(\w+)"/.exec(own)?.[1] ?? 'GET',
          path: `/${path}`
            .replace(/\$\{this\.version\}/, 'v2')
            .replace(/\$\{this\.route\}/, route)
            .replace(/\$\{(\w+)\}/g, '{$1}'),
          query: matchAll(own, /@param \{\w+\} options\.(\w+)/g),
          body: [],
        },
      ]
    })
  })
}

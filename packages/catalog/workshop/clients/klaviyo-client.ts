import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/** Reads the calls of `klaviyo-api` from the code generated from Klaviyo's description. */
export function klaviyoCalls(folder: string): readonly ClientCall[] {
  return globSync('dist/api/*Api.js', { cwd: folder }).flatMap((file) => {
    const [, ...calls] = readFileSync(join(folder, file), 'utf8').split('const localVarPath = ')
    return calls.flatMap((code) => {
      const path = /this\.basePath \+ '([^']+)'/.exec(code)?.[1]
      const method = /method: '(\w+)'/.exec(code)?.[1]
      if (path === undefined || method === undefined) return []
      // Every body is a JSON:API document.
      const body = /\n\s+data: models_1/.test(code) ? ['data'] : []
      return [{ method, path, query: matchAll(code, /localVarQueryParameters\['([^']+)'\]/g), body }]
    })
  })
}

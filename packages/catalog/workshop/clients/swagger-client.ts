import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

const CALL = /callApi\(\s*(?:'[\w-]+',\s*)?'(\/[^']+)', '(\w+)'/

/**
 * Reads the calls of a JavaScript client that Swagger Codegen or OpenAPI Generator made.
 *
 * @param api Folder of its classes of calls. The classes of bodies are next to it, in `model`.
 */
export function swaggerCalls(folder: string, api: string): readonly ClientCall[] {
  return globSync(`${api}/*.js`, { cwd: folder }).flatMap((file) => {
    const [, ...methods] = readFileSync(join(folder, file), 'utf8').split(/(?=\bpostBody = )/)
    const before = readFileSync(join(folder, file), 'utf8').split(/\bpostBody = /)
    return methods.flatMap((code, index) => {
      const [, path, method] = CALL.exec(code) ?? []
      if (path === undefined || method === undefined) return []
      const query = /queryParams = \{([^;]*?)\}(?:;|\n)/.exec(code)?.[1] ?? ''
      const given = /^postBody = (?:opts(?:\.|\['))?(\w+)/.exec(code)?.[1] ?? 'null'
      const body =
        given === 'null' ? [] : bodyIn(before[index] ?? '', given, join(folder, dirname(file), '../model'))
      // A body whose type is declared in another way is unknown here.
      if (given !== 'null' && body.length === 0) return []
      return [{ method, path, query: matchAll(query, /(?:^|[\s,])'?([\w.]+)'?: /g), body }]
    })
  })
}

/** @param before Code in front of the request. It ends with the documentation of the request. */
function bodyIn(before: string, name: string, models: string): readonly string[] {
  const types = matchAll(
    before,
    new RegExp(`@param \\{(?:module:model/)?(\\w+)\\} (?:opts\\.)?${name}\\b`, 'g'),
  )
  const file = join(models, `${types.at(-1) ?? ''}.js`)
  if (!existsSync(file)) return []
  return matchAll(readFileSync(file, 'utf8'), /data\.hasOwnProperty\('([^']+)'\)/g)
}

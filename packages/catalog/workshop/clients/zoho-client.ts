import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

const API = 'core/com/zoho/crm/api'

/**
 * Reads the calls of `@zohocrm/typescript-sdk-2.0` from the code that Zoho generates from its description of version 2.
 */
export function zohoCalls(folder: string): readonly ClientCall[] {
  return globSync(`${API}/{record,users}/*_operations.js`, { cwd: folder }).flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8')
    const wrapper = readFileSync(join(folder, dirname(file), 'body_wrapper.js'), 'utf8')
    const sent = matchAll(wrapper, /keyModified\.set\("(\w+)"/g)
    const [, ...methods] = code.split(/(?=^ {4}async \w+\()/m)
    return methods.flatMap((own) => {
      const [, name = ''] = /^ {4}async (\w+)\(/.exec(own) ?? []
      const method = /REQUEST_METHOD_(\w+)/.exec(own)?.[1]
      if (method === undefined) return []
      const path = [...own.matchAll(/apiPath\.concat\((?:"([^"]+)"|(\w+)\.toString\(\))\)/g)]
        .map(([, text, hole]) => text ?? `{${hole}}`)
        .join('')
      const param = `${name.charAt(0).toUpperCase()}${name.slice(1)}Param`
      const query = own.includes('.setParam(')
        ? matchAll(code, new RegExp(`"([\\w.]+)", "com\\.zoho\\.crm\\.api\\.\\w+\\.${param}"`, 'g'))
        : []
      return [{ method, path, query, body: own.includes('.setRequest(') ? sent : [] }]
    })
  })
}

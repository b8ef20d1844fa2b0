import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/** Reads the CRM calls of `@hubspot/api-client` from the code that HubSpot generates from its description. */
export function hubspotCalls(folder: string): readonly ClientCall[] {
  const files = globSync(
    'lib/codegen/crm/{contacts,companies,deals,tickets,objects,objects/notes,objects/tasks,schemas,owners,pipelines,properties,lists,associations/v4,associations/v4/schema}/apis/*Api.js',
    {
      cwd: folder,
    },
  )
  return files.flatMap((file) => {
    const models = join(folder, dirname(file), '../models')
    const [, ...methods] = readFileSync(join(folder, file), 'utf8').split('const localVarPath = ')
    return methods.flatMap((code) => {
      const path = /'([^']+)'/.exec(code)?.[1]
      const method = /HttpMethod\.(\w+)/.exec(code)?.[1]
      if (path === undefined || method === undefined) return []
      const model = /ObjectSerializer\.serialize\(\w+, "(\w+)", ""\), contentType/.exec(code)?.[1]
      const body =
        model === undefined
          ? []
          : matchAll(readFileSync(join(models, `${model}.js`), 'utf8'), /"baseName": "(\w+)"/g)
      return [{ method, path, query: matchAll(code, /(?:set|append)QueryParam\("(\w+)"/g), body }]
    })
  })
}

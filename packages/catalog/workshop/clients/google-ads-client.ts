import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isJsonObject, ownMember } from '@bulkhead/engine/text'
import type { Json } from '@bulkhead/testing/upstreams/description'
import type { ClientCall } from './client-call.ts'

const VERSION = 'v25'

/** Reads Google's own protocol buffers from `google-ads-node`, which define how to call each method over HTTP. */
export function googleAdsCalls(folder: string): readonly ClientCall[] {
  const protos: Json = JSON.parse(readFileSync(join(folder, 'build/protos/protos.json'), 'utf8'))
  const services = ['google', 'ads', 'googleads', VERSION, 'services'].reduce<Json | undefined>(
    (value, name) => ownMember(ownMember(value, 'nested'), name),
    protos,
  )
  const named = ownMember(services, 'nested')
  return getMembers(named).flatMap(([, service]) =>
    getMembers(ownMember(service, 'methods')).flatMap(([, method]) => {
      const options = ownMember(method, 'options')
      const fields = getMembers(
        ownMember(ownMember(named, String(ownMember(method, 'requestType'))), 'fields'),
      )
      return (['get', 'post'] as const).flatMap((verb) => {
        const route = ownMember(options, `(google.api.http).${verb}`)
        if (typeof route !== 'string') return []
        const path = route.replaceAll(/\{(\w+)=\*\}/g, '{$1}')
        const names = fields.map(([name]) => name).filter((name) => !path.includes(`{${name}}`))
        const given = names.map((name) =>
          name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        )
        return [
          { method: verb, path, query: verb === 'get' ? given : [], body: verb === 'post' ? given : [] },
        ]
      })
    }),
  )
}

function getMembers(value: Json | undefined): readonly [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : []
}

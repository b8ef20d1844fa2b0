import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/** Reads the read calls of `@paypal/paypal-server-sdk` from the code generated from PayPal's descriptions. */
export function paypalCalls(folder: string): readonly ClientCall[] {
  return globSync('src/controllers/*.ts', { cwd: folder }).flatMap((file) => {
    const [, ...calls] = readFileSync(join(folder, file), 'utf8').split('this.createRequest(')
    return calls.flatMap((code) => {
      const path = /^'GET', '([^']+)'/.exec(code)?.[1]
      return path === undefined
        ? []
        : [{ method: 'GET', path, query: matchAll(code, /req\.query\(\s*'(\w+)'/g), body: [] }]
    })
  })
}

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientCall, matchAll } from './client-call.ts'

/** Reads the calls of `jira.js`, whose code is generated from Atlassian's description. */
export function jiraCalls(folder: string): readonly ClientCall[] {
  return globSync('src/{cloud,agile}/api/*.ts', { cwd: folder }).flatMap((file) => {
    const [, ...calls] = readFileSync(join(folder, file), 'utf8').split(/\n {4}url: /)
    return calls.flatMap((code) => {
      const path = /^['`]([^'`]+)['`]/.exec(code)?.[1]?.replace(/\$\{[\w.?]*?(\w+)\}/g, '{$1}')
      const method = /\n {4}method: '(\w+)'/.exec(code)?.[1]
      if (path === undefined || method === undefined) return []
      return [{ method, path, query: getMembers(code, 'searchParams'), body: getMembers(code, 'body') }]
    })
  })
}

function getMembers(code: string, key: string): readonly string[] {
  const block = new RegExp(`\\n {4}${key}: \\{\\n([\\s\\S]*?)\\n {4}\\}`).exec(code)?.[1] ?? ''
  return matchAll(block, /^ {6}(\w+):/gm)
}

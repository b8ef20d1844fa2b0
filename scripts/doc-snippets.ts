import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const MARKED = /(<!-- snippet: ([\w./-]+) -->\n)```(\w+)\n[\s\S]*?```/g

/** Returns a page of documentation with each marked block filled from the file of its name in `docs/snippets`. */
export function withSnippets(page: string, folder: string): string {
  return page.replaceAll(MARKED, (_block, mark: string, name: string, language: string) => {
    return `${mark}\`\`\`${language}\n${readFileSync(join(folder, name), 'utf8')}\`\`\``
  })
}

import type { Workspace } from '@bulkhead/sdk'

/** Service that customers connect, and what the page shows of it. */
export interface Board {
  /** Type of connector. */
  readonly service: string
  readonly name: string
  /** Reads the titles from a customer's account. */
  readTitles(workspace: Workspace): Promise<string[]>
}

export const GITHUB: Board = {
  service: 'github',
  name: 'GitHub',
  async readTitles(workspace) {
    const github = await workspace.connect('github')
    const { data } = await github.issues.list({ owner: 'octocat', repo: 'hello-world' })
    return data.map(({ title }) => String(title))
  },
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NODES, type Stranger } from '../parts/as-stranger.ts'

const root = join(import.meta.dirname, '../..')

/** Runs the example of the engine's README in a folder that has nothing else, and compiles against its types. */
export async function tryEngine(stranger: Stranger, tarball: string, upstream: string): Promise<void> {
  const place = stranger.newFolder('engine', {
    'package.json': { private: true, type: 'module' },
    'typed.ts':
      "import { loadDefinition, planRequest } from '@bulkhead/engine'\nexport const made = [loadDefinition('', 'a.yaml').definition.display_name satisfies string, planRequest]\n",
    'tsconfig.json': {
      compilerOptions: {
        module: 'nodenext',
        target: 'es2024',
        lib: ['es2024', 'esnext'],
        strict: true,
        noEmit: true,
      },
      files: ['typed.ts'],
    },
  })
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const tools = ['@typescript/native', '@types/node'].map((name) => `${name}@${devDependencies[name]}`)
  await stranger.install(place, tarball, NODES[24].package, ...tools)
  const readme = readFileSync(join(place, 'node_modules/@bulkhead/engine/README.md'), 'utf8')
  const [, example = ''] = /```js\n(.*?)```/s.exec(readme) ?? []
  stranger.write(place, {
    'example.js': example.replace(
      "entity: 'projects', action: 'list'",
      "entity: 'issues', action: 'list', params: { owner: 'octocat', repo: 'Hello-World' }",
    ),
  })
  const path = { PATH: `${join(place, NODES[24].bin)}:${process.env.PATH}`, TOKEN: 'ghp_example' }
  const document = join(root, 'packages/catalog/documents/github.json')
  const ran = await stranger.shell(
    `node example.js '${document}' '${upstream}' '${new URL(upstream).host}'`,
    place,
    path,
  )
  stranger.report('the example of @bulkhead/engine', ran, /Found a bug/.test(ran.printed))
  stranger.report(
    'types of @bulkhead/engine',
    await stranger.shell('node_modules/.bin/tsc -p .', place, path),
  )
}

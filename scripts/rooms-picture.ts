import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STOREYS } from '../.dependency-cruiser.mjs'

const SERVER = join(import.meta.dirname, '../packages/server/src')
const ROOMS = STOREYS.flat()
const WIDTH = 760
const HEIGHT = 70
const GAP = 8

/** Returns the storeys of the server as SVG. Each room says how many of the rooms that it may import its files do import. */
export function roomsPicture(): string {
  const height = STOREYS.length * HEIGHT + GAP
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="The rooms of the server in six storeys">
<style>
text { font: 13px ui-sans-serif, system-ui, sans-serif; fill: #1b1f26; text-anchor: middle }
.small { font-size: 11px; fill: #525a66 }
rect { fill: #fff; stroke: #8b949e }
.storey { fill: #f4f6f8; stroke: none }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e7ec } .small { fill: #a3abb8 }
  rect { fill: #181b21; stroke: #59616d } .storey { fill: #22262e }
}
</style>
${STOREYS.toReversed()
  .map((rooms, at) => toStorey(rooms, GAP + at * HEIGHT))
  .join('\n')}
</svg>
`
}

function toStorey(rooms: readonly string[], y: number): string {
  const width = Math.floor((WIDTH - GAP * (rooms.length + 3)) / rooms.length)
  const boxes = rooms.map((room, at) => {
    const x = 2 * GAP + at * (width + GAP)
    const imports = readImports(room)
    const count =
      imports.length === 0 ? 'imports no room' : `imports ${imports.length} of ${ROOMS.indexOf(room)}`
    return `<g><title>${room} imports ${imports.join(', ') || 'no other room'}</title>
<rect x="${x}" y="${y + GAP}" width="${width}" height="${HEIGHT - 3 * GAP}" rx="6"/>
<text x="${x + width / 2}" y="${y + 28}">${room}</text>
<text x="${x + width / 2}" y="${y + 44}" class="small">${count}</text></g>`
  })
  return `<rect class="storey" x="${GAP}" y="${y}" width="${WIDTH - 2 * GAP}" height="${HEIGHT - GAP}" rx="8"/>\n${boxes.join('\n')}`
}

function readImports(room: string): string[] {
  const imports = globSync(`${room}/**/*.ts`, { cwd: SERVER }).flatMap((file) =>
    Array.from(readFileSync(join(SERVER, file), 'utf8').matchAll(/'#([\w-]+)\//g), ([, other = '']) => other),
  )
  return ROOMS.filter((other) => other !== room && imports.includes(other))
}

/** Box of the picture, in pixels. */
interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly lines: readonly string[]
  readonly look?: 'frame' | 'key'
}

const WIDTH = 760
const HEIGHT = 300

/** Returns the picture of the README as SVG: tokens on the left, workspaces in the middle, services on the right. */
export function overviewPicture(): string {
  const workspaces = ['ash', 'birch'].flatMap((name, at): Box[] => [
    { x: 300, y: 56 + at * 118, width: 240, height: 104, lines: [`workspace ${name}`], look: 'frame' },
    { x: 314, y: 92 + at * 118, width: 132, height: 56, lines: ['connectors,', 'sealed credentials'] },
    { x: 456, y: 92 + at * 118, width: 70, height: 56, lines: ['own key'], look: 'key' },
  ])
  const boxes: Box[] = [
    { x: 10, y: 106, width: 120, height: 88, lines: ['your app', 'and agents'] },
    { x: 284, y: 16, width: 272, height: 274, lines: ['Bulkhead'], look: 'frame' },
    ...workspaces,
    { x: 630, y: 86, width: 120, height: 44, lines: ['GitHub'] },
    { x: 630, y: 204, width: 120, height: 44, lines: ['Slack'] },
  ]
  const arrows = [
    arrow(130, 130, 300, 108, 'token for ash'),
    arrow(130, 170, 300, 226, 'token for birch'),
    arrow(540, 108, 630, 108, ''),
    arrow(540, 226, 630, 226, ''),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Tokens, workspaces and services">
<style>
text { font: 14px ui-sans-serif, system-ui, sans-serif; fill: #1b1f26 }
.small { font-size: 12px; fill: #525a66 }
rect { fill: #fff; stroke: #8b949e }
.frame { fill: none }
.key { fill: #e6f0e9; stroke: #1a6b45 }
path { stroke: #0a4c87; stroke-width: 1.5; fill: none }
polygon { fill: #0a4c87 }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e7ec } .small { fill: #a3abb8 }
  rect { fill: #181b21; stroke: #59616d } .frame { fill: none } .key { fill: #14281d; stroke: #4fae7e }
  path { stroke: #7cb8f2 } polygon { fill: #7cb8f2 }
}
</style>
${[...boxes.map(toSvg), ...arrows].join('\n')}
</svg>
`
}

function toSvg({ x, y, width, height, lines, look }: Box): string {
  const rect = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8"${look === undefined ? '' : ` class="${look}"`}/>`
  if (look === 'frame') return `${rect}\n<text x="${x + 14}" y="${y + 24}">${lines[0]}</text>`
  const first = y + height / 2 + 5 - (lines.length - 1) * 9
  const texts = lines.map(
    (line, at) =>
      `<text x="${x + width / 2}" y="${first + at * 18}" text-anchor="middle"${width < 140 ? ' class="small"' : ''}>${line}</text>`,
  )
  return [rect, ...texts].join('\n')
}

function arrow(x1: number, y1: number, x2: number, y2: number, label: string): string {
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI
  const head = `<polygon points="0,0 -10,-4 -10,4" transform="translate(${x2} ${y2}) rotate(${angle.toFixed(1)})"/>`
  const text =
    label === ''
      ? ''
      : `\n<text x="${(x1 + x2) / 2 - 20}" y="${(y1 + y2) / 2 - (y2 > y1 ? -26 : 8)}" text-anchor="middle" class="small">${label}</text>`
  return `<path d="M${x1} ${y1}L${x2} ${y2}"/>\n${head}${text}`
}

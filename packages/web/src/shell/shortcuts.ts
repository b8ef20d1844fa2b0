import { ORGANIZATION_PLACES, WORKSPACE_PLACES } from './places.ts'

interface ShortcutGroup {
  readonly title: string
  readonly rows: readonly (readonly [label: string, keys: readonly string[]])[]
}

/** The keys of the app, for whoever asks what they are; docs/web-app.md has them too. */
export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    rows: [
      ['Search and commands', ['mod', 'k']],
      ['Search', ['/']],
      ['Show these shortcuts', ['?']],
      ['Close, or clear a search', ['escape']],
    ],
  },
  {
    title: 'Go to',
    rows: [...WORKSPACE_PLACES, ...ORGANIZATION_PLACES].map(({ label, key }) => [label, ['g', key]]),
  },
  {
    title: 'In a list',
    rows: [
      ['Next or previous row', ['down', 'up']],
      ['Ten rows down or up', ['pagedown', 'pageup']],
      ['First or last row', ['home', 'end']],
      ['Open the row', ['enter']],
      ['Select the row', ['x']],
    ],
  },
  {
    title: 'Beside a list',
    rows: [
      ['Next or previous one', ['j', 'k']],
      ['Close', ['escape']],
    ],
  },
  {
    title: 'In a chart',
    rows: [
      ['Earlier or later', ['left', 'right']],
      ['Show the calls of that time', ['enter']],
    ],
  },
  { title: 'Connectors', rows: [['Add connector', ['c']]] },
  { title: 'Playground', rows: [['Run', ['mod', 'enter']]] },
]

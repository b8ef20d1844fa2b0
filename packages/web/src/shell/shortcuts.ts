import { t } from '@lingui/core/macro'
import { i18n } from '#texts/i18n.ts'
import type { usePlaces } from './places.ts'

interface ShortcutGroup {
  readonly title: string
  readonly rows: readonly (readonly [label: string, keys: readonly string[]])[]
}

/** Returns the shortcuts of the app for their list in the app. docs/guides/web-app.md lists them too. */
export function getShortcuts(places: ReturnType<typeof usePlaces>): readonly ShortcutGroup[] {
  return [
    {
      title: t`Everywhere`,
      rows: [
        [t`Search and commands`, ['mod', 'k']],
        [t`Search`, ['/']],
        [t`Show these shortcuts`, ['?']],
        [t`Close, or clear a search`, ['escape']],
      ],
    },
    {
      title: t`Go to`,
      rows: [...places.ofWorkspace, ...places.ofOrganization].map(({ label, key }) => [
        i18n._(label),
        ['g', key],
      ]),
    },
    {
      title: t`In a list`,
      rows: [
        [t`Next or previous row`, ['down', 'up']],
        [t`Ten rows down or up`, ['pagedown', 'pageup']],
        [t`First or last row`, ['home', 'end']],
        [t`Open the row`, ['enter']],
        [t`Select the row`, ['x']],
      ],
    },
    {
      title: t`Beside a list`,
      rows: [
        [t`Next or previous one`, ['j', 'k']],
        [t`Close`, ['escape']],
      ],
    },
    {
      title: t`In a chart`,
      rows: [
        [t`Earlier or later`, ['left', 'right']],
        [t`Show the calls of that time`, ['enter']],
      ],
    },
    {
      title: t`Connectors`,
      rows: [
        [t`Add connector`, ['c']],
        [t`Try the connector that is open`, ['t']],
      ],
    },
    {
      title: t`Playground`,
      rows: [
        [t`Find an operation`, ['o']],
        [t`Run`, ['mod', 'enter']],
      ],
    },
  ]
}

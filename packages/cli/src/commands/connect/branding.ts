import { getBranding, updateBranding } from '@bulkhead/contract/organizations'
import type { WriteOptions } from '@bulkhead/sdk'
import { showRecord } from '#command/answer'
import { organizationCommand } from '#command/api-command'
import { type CommandSpec, command } from '#command/command'
import { UsageError } from '#command/command-error'
import { openClient, sendOptions } from '#profile/open-clients'
import { readBytes } from '#terminal/read-input'

/** Descriptions of command groups. */
export const groups: Readonly<Record<string, string>> = {
  branding: `Branding of the connect page: name, logo, colors and links

End users see it when they open a connect link.

More: docs/guides/connect.md`,
}

export const commands: readonly CommandSpec[] = [
  organizationCommand({
    words: 'branding get',
    summary: 'Show the branding of the connect page',
    operation: getBranding,
    examples: ['branding get'],
    send: ({ branding }, call) => branding.get(sendOptions(call)),
  }),
  command({
    words: 'branding set',
    summary: 'Change the branding of the connect page',
    about: 'Whatever you leave out stays as it is. To clear a field: --json \'{"support_url": null}\'',
    flags: [
      { name: 'logo', value: 'file', description: 'PNG or WebP of at most 512 KB and 1,024 × 1,024 pixels' },
      { name: 'remove-logo', description: 'Remove the logo' },
    ],
    operation: updateBranding,
    reaches: 'organization',
    examples: [
      'branding set --name Acme --support-url https://acme.example/help',
      `branding set --colors '{"light": "#0d5fa8", "dark": "#7db8f0"}' --logo logo.png`,
    ],
    run: async (call) => {
      const { given, flags, signal } = call
      const { logo } = flags
      const removes = flags['remove-logo'] === true
      if (removes && logo !== undefined) {
        throw new UsageError('--logo and --remove-logo cannot be combined.', 'Leave one of them out.')
      }
      const hasChanges = Object.keys(given).length > 0
      if (!hasChanges && !removes && logo === undefined) {
        throw new UsageError('There is nothing to change.', 'See: bulkhead branding set --help')
      }
      const image = typeof logo === 'string' ? await readLogo(logo) : undefined
      const { branding } = openClient(call)
      const changeLogo = (options: WriteOptions) =>
        image === undefined ? branding.deleteLogo(options) : branding.setLogo(image, options)
      await showRecord(call, updateBranding, async () => {
        if (!hasChanges) return changeLogo(sendOptions(call))
        const updated = await branding.update(given, sendOptions(call))
        // The update above has used the caller's idempotency key, so this request gets its own.
        return image === undefined && !removes ? updated : changeLogo({ signal })
      })
    },
  }),
]

/** Reads an image and encodes it for the API. The server verifies its format. */
async function readLogo(path: string) {
  const bytes = await readBytes(path, '--logo')
  const isWebP = bytes.toString('latin1', 8, 12) === 'WEBP'
  return { content_type: isWebP ? 'image/webp' : 'image/png', data: bytes.toString('base64') } as const
}

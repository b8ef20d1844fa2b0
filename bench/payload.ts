/** Approximate size of an upstream response in bytes. */
export const PAYLOAD_BYTES = 5 * 1024

const user = (number: number) => ({
  login: `octo${number}`,
  id: number,
  avatar_url: `https://avatars.example/u/${number}?v=4`,
  url: `https://api.bench.example/users/octo${number}`,
  followers_url: `https://api.bench.example/users/octo${number}/followers`,
  following_url: `https://api.bench.example/users/octo${number}/following{/other_user}`,
  type: 'User',
  site_admin: false,
})

const issue = (number: number) => ({
  id: 1_000_000 + number,
  number,
  title: `Found a bug in part ${number}`,
  state: 'open',
  locked: false,
  body: 'I am having a problem with this.\r\n\r\nSteps:\r\n1. open "it"\r\n2. wait',
  user: user(number),
  labels: [{ id: 208045946, name: 'bug', color: 'f29513', default: true }],
  assignee: user(number + 1),
  comments: 3,
  created_at: '2026-04-22T13:33:48Z',
  url: `https://api.bench.example/repos/o/r/issues/${number}`,
})

const issues: unknown[] = []
while (JSON.stringify(issues).length < PAYLOAD_BYTES) issues.push(issue(issues.length + 1))

/** Delay of the upstream for `/slow`, in milliseconds. */
export const SLOW_MS = 20

/** Responses of the upstream, by path. */
export const PAYLOADS: Readonly<Record<string, Buffer>> = {
  '/array': Buffer.from(JSON.stringify(issues)),
  '/items': Buffer.from(JSON.stringify({ total: issues.length, items: issues })),
  '/slow': Buffer.from(JSON.stringify(issues)),
  '/object': Buffer.from(JSON.stringify({ id: 1, title: 'All of them', related: issues })),
}

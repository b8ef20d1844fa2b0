import { type Arrived, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'

/** The one token that it accepts. */
export const GITHUB_TOKEN = 'ghp_a-credential-that-must-not-be-seen-4747'

/** Markup in whatever a third party answers, which must stay text. */
export const HOSTILE = '<img src=x onerror="document.title=\'pwned\'"><script>document.title="pwned"</script>'

const REPOSITORIES = ['hull', 'keel', 'rudder', 'anchor'].map((name, index) => ({
  id: index + 1,
  name,
  full_name: `acme/${name}`,
  private: index % 2 === 1,
  owner: { login: 'acme', id: 7 },
  html_url: `https://github.com/acme/${name}`,
  description: index === 3 ? HOSTILE : `The ${name} of the ship`,
  stargazers_count: 120 - index * 17,
  open_issues_count: index * 3,
  default_branch: 'main',
  pushed_at: '2026-11-20T08:30:00Z',
}))

const TITLES = [
  'Water in compartment three',
  'Pump two does not start',
  'Paint the bulwark',
  HOSTILE,
  'Replace the gasket of hatch 7',
  'Log the draught every hour',
  'Anchor chain rusts',
]

/** Issues of any number of pages. */
function issues(page: number, size: number) {
  return Array.from({ length: size }, (_, index) => {
    const number = 1000 - (page - 1) * size - index
    return {
      number,
      title: TITLES[number % TITLES.length],
      state: number % 3 === 0 ? 'closed' : 'open',
      user: { login: ['grace', 'ada', 'edsger'][number % 3], id: number % 3 },
      labels: [{ name: 'hull' }],
      comments: number % 5,
      created_at: '2026-11-18T10:00:00Z',
      body: 'It drips.',
    }
  })
}

const PAGES = 3

/** A stand-in for GitHub on 127.0.0.1. */
export async function startFakeGitHub() {
  const upstream = await startScriptedUpstream()
  upstream.answer((request, response) => {
    const { status, body, headers = {} } = answer(request, upstream.url)
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    }, 15)
  })
  return upstream
}

interface FakeAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

function answer({ method, url, headers }: Arrived, origin: string): FakeAnswer {
  if (
    headers.authorization !== `Bearer ${GITHUB_TOKEN}` &&
    headers.authorization !== `token ${GITHUB_TOKEN}`
  ) {
    return { status: 401, body: { message: 'Bad credentials' } }
  }
  const { pathname, searchParams } = new URL(url, origin)
  if (/\/issues$/.test(pathname) && method === 'POST') return { status: 201, body: issues(1, 1)[0] }
  if (/\/issues$/.test(pathname)) {
    const page = Number(searchParams.get('page') ?? 1)
    const size = Number(searchParams.get('per_page') ?? 30)
    searchParams.set('page', String(page + 1))
    const next = page < PAGES ? { link: `<${origin}${pathname}?${searchParams}>; rel="next"` } : {}
    return { status: 200, body: issues(page, size), headers: next }
  }
  if (/\/issues\/\d+$/.test(pathname)) return { status: 200, body: issues(1, 1)[0] }
  if (/\/repos$/.test(pathname)) return { status: 200, body: REPOSITORIES }
  if (/^\/repos\/[^/]+\/missing$/.test(pathname)) return { status: 404, body: { message: 'Not Found' } }
  if (/^\/repos\/[^/]+\/[^/]+$/.test(pathname)) return { status: 200, body: REPOSITORIES[0] }
  if (pathname === '/user') return { status: 200, body: { login: 'acme', id: 7, name: HOSTILE } }
  return { status: 200, body: [] }
}

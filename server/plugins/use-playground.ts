import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Plugin } from 'graphql-yoga'

const EXAMPLES = new URL('../examples/', import.meta.url)

/** The example queries, a tab each, in the order of their file names. */
export const readExamples = (): { file: string; query: string }[] =>
  readdirSync(EXAMPLES)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => ({ file, query: readFileSync(new URL(file, EXAMPLES), 'utf8') }))

/** GraphiQL at the GraphQL path for a browser, with everything it needs in the one page. */
export function usePlayground(path: string): Plugin {
  // Nine megabytes, the same for everybody: packed once, when the first asks for them.
  let made: Promise<Page> | undefined
  return {
    onRequest: async ({ request, url, fetchAPI, endResponse }) => {
      if (url.pathname !== path || !wantsPage(request)) return
      const gzipped = request.headers.get('accept-encoding')?.includes('gzip') === true
      made ??= makePage()
      const { packed, policy } = await made
      endResponse(
        new fetchAPI.Response(gzipped ? packed : await renderPage(), {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': policy,
            vary: 'accept, accept-encoding',
            ...(gzipped && { 'content-encoding': 'gzip' }),
          },
        }),
      )
    },
  }
}

interface Page {
  packed: Buffer<ArrayBuffer>
  /** What of it browsers run. */
  policy: string
}

async function makePage(): Promise<Page> {
  const page = await renderPage()
  return { packed: Buffer.from(await promisify(gzip)(page)), policy: policyOf(page) }
}

/** Its own scripts, by their digests, and no other; what it shows it asks of this service alone. GraphiQL writes styles as it goes. */
function policyOf(page: string): string {
  const scripts = [...page.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script = '']) =>
    digestOf(script),
  )
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')}`,
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    'worker-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const digestOf = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`

/** A server that nobody visits with a browser does not even load it. */
async function renderPage(): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  return withStyle(
    renderGraphiQL({
      title: 'Dateline',
      defaultTabs: readExamples().map(({ query }) =>
        isWrite(query) ? { query, headers: KEY_TO_FILL_IN } : { query },
      ),
      subscriptionsProtocol: 'SSE',
    }),
  )
}

/**
 * GraphiQL leaves tabs that it is given moved to the side, and hides that until one has the focus: a tab would jump away
 * from under the mouse between press and release, and never be chosen.
 */
const withStyle = (page: string) =>
  page.replace('</head>', () => '<style>.graphiql-tab { transform: none !important }</style></head>')

/** Under Headers of a tab that writes. */
const KEY_TO_FILL_IN = JSON.stringify({ authorization: 'Bearer <your key>' }, null, 2)

const isWrite = (query: string) => /^mutation\b/m.test(query)

const wantsPage = ({ method, headers }: Request) =>
  method === 'GET' && headers.get('accept')?.includes('text/html') === true

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
  let packed: Promise<Buffer<ArrayBuffer>> | undefined
  return {
    onRequest: async ({ request, url, fetchAPI, endResponse }) => {
      if (url.pathname !== path || !wantsPage(request)) return
      const gzipped = request.headers.get('accept-encoding')?.includes('gzip') === true
      packed ??= renderPage().then(pack)
      endResponse(
        new fetchAPI.Response(gzipped ? await packed : await renderPage(), {
          headers: {
            'content-type': 'text/html; charset=utf-8',
            vary: 'accept, accept-encoding',
            ...(gzipped && { 'content-encoding': 'gzip' }),
          },
        }),
      )
    },
  }
}

const pack = async (page: string) => Buffer.from(await promisify(gzip)(page))

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

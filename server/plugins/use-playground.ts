import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
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
  const page = renderGraphiQL({
    title: 'Dateline',
    defaultTabs: readExamples().map(({ query }) => ({ query })),
    subscriptionsProtocol: 'SSE',
  })
  // Nine megabytes, the same for everybody: packed once, when the first asks for them.
  let packed: Promise<Buffer<ArrayBuffer>> | undefined
  return {
    onRequest: async ({ request, url, fetchAPI, endResponse }) => {
      if (url.pathname !== path || !wantsPage(request)) return
      packed ??= promisify(gzip)(page).then((bytes) => Buffer.from(bytes))
      const gzipped = request.headers.get('accept-encoding')?.includes('gzip') === true
      endResponse(
        new fetchAPI.Response(gzipped ? await packed : page, {
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

const wantsPage = ({ method, headers }: Request) =>
  method === 'GET' && headers.get('accept')?.includes('text/html') === true

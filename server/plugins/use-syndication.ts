import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { ServerContext } from '../exchange.ts'
import type { Limits } from '../limits/limits.ts'
import { refuseVariables } from '../limits/variables.ts'
import { type Answer, answerFeed } from '../syndication/answer.ts'
import { type Addresses, createFeed } from '../syndication/feed.ts'
import { refuse, refuseAs } from '../syndication/refuse.ts'
import { FEED_PATH, type FeedRequest, NoFeedError, readFeedRequest } from '../syndication/request.ts'

interface FeedsOptions {
  /** Path of GraphQL. */
  path: string
  /** Address of the service as its readers know it; null for the one that they ask at. */
  publicUrl: string | null
  limits: Limits
}

/**
 * RSS, Atom and JSON Feed of every list. A feed is a query of the graph, asked here as anybody asks it, with the key that came
 * with the request: who may see what, and what is wrong with a filter, is said in one place.
 */
export const useSyndication = ({ path, publicUrl, limits }: FeedsOptions): Plugin<object, ServerContext> => ({
  onRequest: async ({ request, url, serverContext, requestHandler, fetchAPI, endResponse }) => {
    if (!url.pathname.startsWith(FEED_PATH)) return
    const ask: Ask = async ({ noun, variables }) => {
      const refusal = refuseVariables(variables, limits, false)
      if (refusal) throw refusal
      return requestHandler(
        new fetchAPI.Request(new URL(path, url), {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ query: noun.document, variables }),
          signal: request.signal,
        }),
        serverContext,
      )
    }
    const addresses = {
      base: publicUrl ?? url.origin,
      areOwn: publicUrl !== null,
      path: url.pathname + url.search,
      graphqlPath: path,
    }
    const { status, headers, body, codes } = await answer(request, url, addresses, ask)
    if (codes.length > 0) serverContext.exchange.asked.errors = codes
    const length = body === null ? {} : { 'content-length': `${Buffer.byteLength(body)}` }
    endResponse(
      new fetchAPI.Response(request.method === 'HEAD' ? null : body, {
        status,
        headers: { ...headers, ...length },
      }),
    )
  },
})

type Ask = (feed: FeedRequest) => Promise<Response>

const NOT_A_READ = { message: 'A feed is read by GET', extensions: { code: 'METHOD_NOT_ALLOWED' } }

async function answer(
  { method, headers }: Request,
  url: URL,
  addresses: Addresses,
  ask: Ask,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') {
    return refuse(405, [NOT_A_READ], { allow: 'GET, HEAD' })
  }
  try {
    const feedRequest = readFeedRequest(url)
    const { noun, format } = feedRequest
    const response = await ask(feedRequest)
    const text = await response.text()
    const page = noun.read(text)
    if (!page) return refuseAs(response, text, noun.name)
    const feed = createFeed(noun, page, addresses)
    return answerFeed(
      {
        text: format.write(feed),
        contentType: format.contentType,
        updated: feed.updated,
        isPrivate: headers.has('authorization') || !addresses.areOwn,
      },
      headers.get('if-none-match'),
    )
  } catch (error) {
    if (error instanceof GraphQLError)
      return refuse(error instanceof NoFeedError ? 404 : 400, [error.toJSON()])
    throw error
  }
}

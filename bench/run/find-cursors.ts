import { type Json, STANDING } from '../shapes/shape.ts'
import { even } from './answers.ts'
import { ask } from './ask.ts'
import { cursorWriter } from './cursors.ts'
import { BenchFailure } from './failure.ts'
import type { Position, Samples } from './samples.ts'
import type { RunningServer } from './servers.ts'

/** Learns how each server writes the cursors of the list of all articles. Throws BenchFailure where it cannot. */
export async function findCursors(servers: readonly RunningServer[]): Promise<Samples['cursorAt']> {
  const writers = new Map<string, (position: Position) => string>()
  for (const { name, origin } of servers) {
    if (name === 'limit') continue
    const data = await ask(name, `${origin}/graphql`, JSON.stringify({ query: FIRST_PAGES[name] }))
    const writer = edgesOf(data)
      .map(cursorWriter)
      .find((found) => found !== null)
    if (!writer)
      throw new BenchFailure(`${name} writes cursors that hold no key and id: ${JSON.stringify(data)}`)
    writers.set(name, writer)
  }
  return (server, position) => writers.get(server)?.(position) ?? ''
}

const FIRST_PAGES = {
  dateline: '{ articles(first: 20) { edges { cursor node { id publishedOn } } } }',
  postgraphile: `{
    articles: allArticles(first: 20, orderBy: [PUBLISHED_ON_DESC, ROW_ID_DESC], filter: { ${STANDING} }) {
      edges { cursor node { id: rowId publishedOn } }
    }
  }`,
}

/** Evened, an edge is a record of its cursor, id and day. */
function edgesOf(data: Json) {
  const { articles }: { articles?: { edges?: { cursor: string; id: string; publishedOn: string }[] } } =
    JSON.parse(JSON.stringify(even(data)))
  return (articles?.edges ?? []).map(({ cursor, id, publishedOn }) => ({
    cursor,
    position: { day: publishedOn, id: Number(id) },
  }))
}

// Checked by the compiler, never run: what an application may and may not write.
import {
  createDateline,
  type EventDetailFragment,
  EventDocument,
  EventsDocument,
  type Measure,
  payloadOf,
} from '../../sdk/src/index.ts'
import { graphql } from '../../sdk/src/schema.ts'

const dateline = createDateline({ url: 'http://localhost:4000/graphql' })

// A look-up takes one key.
await dateline.event({ by: { slug: 'a' } })
await dateline.event({ by: { id: 'Event:1' } })
// @ts-expect-error It needs one.
await dateline.event({ by: {} })
// @ts-expect-error It takes no two.
await dateline.event({ by: { id: 'Event:1', slug: 'a' } })
// @ts-expect-error Its variables are required.
await dateline.event()
// @ts-expect-error A slug is text.
await dateline.event({ by: { slug: 1 } })
// @ts-expect-error An event has no url.
await dateline.event({ by: { url: 'https://example.org' } })

// A list needs nothing, and takes its own filter and order.
await dateline.events()
await dateline.events(undefined, { signal: new AbortController().signal })
// @ts-expect-error Articles have headlines, events have titles.
await dateline.events({ filter: { headline: { contains: 'a' } } })
// @ts-expect-error A date filter has bounds.
await dateline.events({ filter: { when: { eq: '2024-02-02' } } })
// @ts-expect-error An order names its field.
await dateline.events({ orderBy: { direction: 'ASC' } })

// What is answered has the fields of the operation, and may be null where the schema says so.
const { event } = await dateline.event({ by: { slug: 'a' } })
// @ts-expect-error There may be no such event.
event.title
event satisfies EventDetailFragment | null
event?.figures[0]?.low satisfies number | null | undefined
event?.when.edtf satisfies string | undefined
// @ts-expect-error The operation does not ask for the claims.
event?.claims
// @ts-expect-error Answers are not changed in place.
if (event) event.title = 'a'

const { events } = await dateline.events({ withTotal: true })
events.totalCount satisfies number | undefined
// @ts-expect-error It is counted where it is asked for alone.
events.totalCount satisfies number

// A value that the schema gets later breaks nothing.
const measure: Measure = 'SOMETHING_NEW'
measure satisfies string

// The type name tells nodes apart.
const { node } = await dateline.node({ id: 'Event:1' })
if (node?.__typename === 'Article') node.headline satisfies string
// @ts-expect-error Not every node has a headline.
node?.headline

// A typed document brings its types along; a plain one knows nothing.
const found = await dateline.request(EventDocument, { by: { slug: 'a' } })
found.event?.title satisfies string | undefined
await dateline.request(EventsDocument)
// @ts-expect-error Its variables are required.
await dateline.request(EventDocument)
// @ts-expect-error Its variables are its own.
await dateline.request(EventDocument, { id: 'Event:1' })
const plain = await dateline.request('{ __typename }')
// @ts-expect-error Nobody knows what a plain document answers.
plain.__typename

// A subscription is read entry by entry.
for await (const { cursor, entry } of dateline.entries.live()) {
  cursor satisfies string
  // Progress is not told.
  entry.node.slug satisfies string
}
for await (const { entry, node } of dateline.claims.live({ filter: { kind: ['NUMERICAL'] } })) {
  entry.nodeId satisfies string
  // @ts-expect-error The record may be in the list no more.
  node.text
  node?.figures[0]?.low satisfies number | null | undefined
}
// @ts-expect-error A filter is that of its noun.
dateline.claims.live({ filter: { headline: { contains: 'a' } } })

// A list is read to its end.
for await (const { title } of dateline.events.each({ filter: { status: ['CONFIRMED'] } }))
  title satisfies string
for await (const { nodes } of dateline.events.pages()) nodes[0]?.title satisfies string | undefined
const texts = await dateline.claims.all({ limit: 10, filter: { kind: ['NUMERICAL'] } })
texts[0]?.text satisfies string | undefined
// @ts-expect-error All needs a limit.
await dateline.claims.all({})
// @ts-expect-error A search needs words.
dateline.search.each()
// @ts-expect-error A search has no stream.
dateline.search.live()
// @ts-expect-error Pages are read from the first on.
dateline.events.each({ before: 'a' })

// What a mutation comes to is one of a closed list: the type name tells which, and none is left over.
const { createClaim } = await dateline.createClaim({
  input: {
    article: { slug: 'a' },
    text: 'So.',
    kind: 'NUMERICAL',
    figures: [{ verbatim: '39', measure: 'KILLED' }],
  },
})
switch (createClaim.__typename) {
  case 'CreateClaimPayload':
    createClaim.node.figures[0]?.low satisfies number | null | undefined
    createClaim.feedCursor satisfies string
    // @ts-expect-error A payload has no code.
    createClaim.code
    break
  case 'ValidationError':
    createClaim.fields[0]?.path satisfies readonly string[] | undefined
    break
  case 'ConflictError':
    createClaim.conflictsWith?.slug satisfies string | undefined
    break
  case 'NotFoundError':
    createClaim.code satisfies string
    break
  default:
    createClaim satisfies never
}
// Whoever wants exceptions has them.
payloadOf(createClaim).node.id satisfies string
// @ts-expect-error A payload has no code.
payloadOf(createClaim).code
// @ts-expect-error A branch is missing: what is left is no payload yet.
if (createClaim.__typename !== 'ValidationError') createClaim.node
// @ts-expect-error A claim is made in an article.
await dateline.createClaim({ input: { text: 'So.', kind: 'POSITION' } })
// A record is named in one way.
const { article } = { article: { id: 'Article:1', slug: 'a' } }
// @ts-expect-error This names it in two.
await dateline.createClaim({ input: { article, text: 'So.', kind: 'POSITION' } })
// @ts-expect-error A reason is required.
await dateline.withdraw({ input: { id: 'Claim:1' } })
// @ts-expect-error A record of a bulk is of one noun.
await dateline.bulk({ input: { records: [{ outlet: { slug: 'a' }, place: { slug: 'b' } }] } })

// A document is typed by its text.
const mine = graphql(`
  query Mine($slug: String!, $first: Int) {
    event(by: { slug: $slug }) {
      when { edtf }
      figures { measure low }
      claims(first: $first) { nodes { text attributions { agent { __typename ... on Party { name kind } } } } }
    }
  }
`)
const answered = await dateline.request(mine, { slug: 'a' })
answered.event?.when.edtf satisfies string | undefined
answered.event?.figures[0]?.low satisfies number | null | undefined
// @ts-expect-error It may be null.
answered.event.when
// @ts-expect-error The document does not ask for it.
answered.event?.title
// @ts-expect-error A slug is required.
await dateline.request(mine, {})
// @ts-expect-error It is text.
await dateline.request(mine, { slug: 1 })
// @ts-expect-error It takes variables.
await dateline.request(mine)
const agent = answered.event?.claims.nodes[0]?.attributions[0]?.agent
// @ts-expect-error An agent that is no party has no name here.
agent?.name
if (agent?.__typename === 'Party') agent.name satisfies string
// @ts-expect-error An event has no headline.
await dateline.request(graphql('{ event(by: { slug: "a" }) { headline } }')).event
for await (const { claims } of dateline.subscribe(
  graphql('subscription { claims { cursor entry { action } } }'),
)) {
  claims.cursor satisfies string
  claims.entry?.action satisfies string | undefined
}

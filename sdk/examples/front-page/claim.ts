import type { ClaimDetailFragment, ClaimSummaryFragment, LinkOfChainFragment } from '../../src/index.ts'
import { make, outward } from './make.ts'
import { plain } from './words.ts'

/** Reads what is shown of a claim once it is opened: its passages. */
export type ReadClaim = (id: string) => Promise<ClaimDetailFragment | null>

/** A claim: its words, who said it through whom, its article, and the passage as soon as that is read. */
export function makeClaim(claim: ClaimSummaryFragment, read: ReadClaim): HTMLLIElement {
  const source = make('p', { class: 'source' }, ...sourceOf(claim))
  read(claim.id).then(
    (detail) => detail && source.replaceChildren(...sourceOf(claim, detail)),
    // The claim stands without it.
    () => {},
  )
  return make(
    'li',
    { class: 'claim' },
    make('p', { class: 'said', foreign: true }, claim.text),
    make(
      'ol',
      { class: 'chain', attributes: { 'aria-label': 'Who said it, through whom' } },
      ...claim.attributions.map(makeLink),
    ),
    source,
  )
}

const makeLink = ({ role, agent, asDescribed }: LinkOfChainFragment, at: number) =>
  make(
    'li',
    {},
    at > 0 && make('span', { class: 'through', attributes: { 'aria-hidden': 'true' } }, ' › '),
    `${plain(role)} `,
    make('bdi', {}, nameOf(agent, asDescribed)),
  )

const nameOf = (agent: LinkOfChainFragment['agent'], asDescribed: string | null) => {
  const name = 'name' in agent ? agent.name : null
  return asDescribed && asDescribed !== name ? `${name ?? ''} (“${asDescribed}”)`.trim() : (name ?? 'unnamed')
}

function sourceOf({ article, id }: ClaimSummaryFragment, detail?: ClaimDetailFragment): Node[] {
  const [anchor] = detail?.anchors ?? []
  const words = anchor?.quote?.exact
  const address = article.url && words ? passageIn(article.url, words) : article.url
  return [
    (address && outward(address, article.headline)) || make('bdi', {}, article.headline),
    ...(article.publishedOn ? [document.createTextNode(`, ${article.publishedOn}`)] : []),
    ...(anchor ? [make('span', {}, ` · characters ${anchor.position.start}–${anchor.position.end}`)] : []),
    document.createTextNode(' · '),
    make('a', { attributes: { href: recordOf(id) } }, 'passage and record'),
  ]
}

/** A browser scrolls to the words. */
const passageIn = (url: string, words: string) =>
  `${url.replace(/#.*/, '')}#:~:text=${encodeURIComponent(words).replaceAll('-', '%2D')}`

const RECORD = `query Claim($id: ID!) {
  claim(by: { id: $id }) {
    text
    anchors { health position { start end } quote { exact } digest }
    article { headline url body }
    revisions { nodes { action actor at } }
  }
}`

/** The claim in the playground, with its passage and all that was changed. */
const recordOf = (id: string) =>
  `graphql?${new URLSearchParams({ query: RECORD, variables: JSON.stringify({ id }) })}`

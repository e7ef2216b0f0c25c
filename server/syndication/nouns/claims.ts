import type { ClaimsFeedQuery } from '../generated/types.ts'
import { createNoun } from '../noun.ts'
import { joined, labelled, paragraphs, prose, sentence, titleOf } from '../words.ts'

/** In the recorder's words, with the chain of attribution: a claim without its speaker would read as a fact. */
export const claims = createNoun<ClaimsFeedQuery>('claims', (claim) => ({
  title: titleOf(claim.text),
  paragraphs: paragraphs(
    claim.text,
    labelled('Attribution', joined(claim.attributions.map(link), '; ')),
    labelled('Figures', joined(claim.figures.map(figure), '; ')),
    labelled('When it was said', claim.saidOn?.edtf ?? null),
    labelled('Article', claim.article.headline),
    labelled('Status', prose(claim.status)),
  ),
  page: claim.article.url,
  authors: claim.attributions.filter(({ role }) => role === 'SAID_BY').map(({ agent }) => agent.name),
  categories: [{ scheme: 'ClaimKind', term: claim.kind, label: sentence(prose(claim.kind)) }],
}))

type ClaimNode = ClaimsFeedQuery['list']['nodes'][number]

const link = ({ role, agent, asDescribed }: ClaimNode['attributions'][number]): string =>
  `${prose(role)} ${agent.name}${asDescribed === null ? '' : ` (“${asDescribed}”)`}`

/** As printed, and what it counts. */
const figure = ({ verbatim, measure, unit, population }: ClaimNode['figures'][number]): string =>
  `${verbatim} (${joined([prose(measure), population, unit])})`

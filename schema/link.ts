import { sql } from 'kysely'
import { Span } from './span.ts'
import { fields, inputs, tableType } from './sql/index.ts'

export const Link = tableType('article_link', 'Link', { description: 'A link in the body of an article.' })

fields(Link, (t) => ({
  position: t.column('position', {
    type: 'Int',
    description: 'Its place among the article’s links, from 0.',
  }),
  url: t.column('url', {
    type: 'URL',
    nullable: true,
    description: 'Where it leads, as given; null where the source kept only the words.',
    input: true,
  }),
  canonicalUrl: t.column('canonical_url', {
    type: 'URL',
    nullable: true,
    description: 'The address in normal form: no fragment, no tracking parameters. Null without a `url`.',
    filter: 'The address in normal form.',
  }),
  text: t.column('text', { description: 'The words that are linked.', input: true }),
  span: t.part(Span, {
    description: 'Where the words stand in the body; null while the body is not stored.',
    present: (link) => sql`${link('starts')} is not null`,
  }),
}))

inputs(Link, {
  start: {
    is: 'value',
    type: 'Int',
    description: 'First code point of the words in the body, from 0; null while it is not stored.',
  },
  end: {
    is: 'value',
    type: 'Int',
    description: 'The code point behind their last; null while the body is not stored.',
  },
})

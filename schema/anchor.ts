import { sql } from 'kysely'
import { ANCHOR_HEALTHS } from '../db/vocabulary.ts'
import { Span } from './span.ts'
import { enumType, fields, inputs, tableType } from './sql/index.ts'

const AnchorHealth = enumType(
  'AnchorHealth',
  ANCHOR_HEALTHS,
  'Whether a passage still stands where it was.',
  {
    EXACT: 'The words stand at the position.',
    RELOCATED: 'The words moved with a change of the body; the position is their new one.',
    LOST: 'The words are not in the body any more; the position is their last one.',
    UNCHECKED: 'The body is not stored.',
  },
)

const TextQuoteSelector = tableType('claim_anchor', 'TextQuoteSelector', {
  description: 'A passage by its words (W3C Web Annotation).',
})

fields(TextQuoteSelector, (t) => ({
  exact: t.expression({ description: 'The words of the passage.', sql: (anchor) => anchor('exact') }),
  prefix: t.column('prefix', { nullable: true, description: 'The words before; null when not recorded.' }),
  suffix: t.column('suffix', { nullable: true, description: 'The words behind; null when not recorded.' }),
}))

export const Anchor = tableType('claim_anchor', 'Anchor', {
  description:
    'Where in the body a claim stands: a TextPositionSelector, and a TextQuoteSelector where the words may be stored.',
})

fields(Anchor, (t) => ({
  position: t.part(Span, { description: 'The passage by its place in the body (TextPositionSelector).' }),
  quote: t.part(TextQuoteSelector, {
    description: 'The passage by its words. Null while only its digest is known.',
    present: (anchor) => sql`${anchor('exact')} is not null`,
  }),
  digest: t.column('digest', {
    nullable: true,
    description:
      'SHA-256 of the words in UTF-8, lower-case hex: checks the position where the words may not be stored.',
    input: true,
  }),
  health: t.column('health', {
    type: AnchorHealth,
    description: 'Whether the passage stands there, checked whenever the body changes.',
    filter: 'Is in one of these states.',
  }),
}))

inputs(Anchor, {
  start: { is: 'value', type: 'Int', description: 'First code point of the passage in the body, from 0.' },
  end: { is: 'value', type: 'Int', description: 'The code point behind its last.' },
  exact: {
    is: 'value',
    type: 'String',
    description:
      'The words of the passage. Null where only their `digest` may be stored. With neither the passage is whatever stands at the position.',
  },
  prefix: {
    is: 'value',
    type: 'String',
    description: 'The words before, to find the passage again in another body; null when not recorded.',
  },
  suffix: {
    is: 'value',
    type: 'String',
    description: 'The words behind, to find the passage again in another body; null when not recorded.',
  },
})

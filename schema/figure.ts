import { COMPARATORS, MEASURES } from '../db/vocabulary.ts'
import { enumType, fields, tableType } from './sql/index.ts'

export const Measure = enumType('Measure', MEASURES, 'What a figure counts or measures.', {
  KILLED: 'People killed.',
  INJURED: 'People injured.',
  MISSING: 'People missing.',
  DETAINED: 'People detained, arrested or held hostage.',
  DISPLACED: 'People displaced.',
  TROOPS: 'Soldiers or fighters.',
  STRIKES: 'Strikes, or munitions used in them.',
  TARGETS: 'Places or things struck.',
  MONEY: 'A sum; `unit` is the currency by ISO 4217.',
  OTHER: 'Anything else; see `unit` and `population`.',
})

const Comparator = enumType('Comparator', COMPARATORS, 'How the words bound a figure.', {
  EXACTLY: '`39`: low and high are equal.',
  AT_LEAST: '`at least 39`: high is open.',
  MORE_THAN: '`more than 39`: high is open, and low itself is not meant.',
  AT_MOST: '`up to 39`: low is 0.',
  LESS_THAN: '`fewer than 39`: low is 0, and high itself is not meant.',
  ABOUT: '`about 40`: ten per cent to either side.',
  NEARLY: '`nearly 40`: up to ten per cent below.',
  BETWEEN: '`5 to 7`: both bounds as printed.',
  VAGUE: '`dozens`: no bounds.',
})

export const Figure = tableType('claim_figure', 'Figure', {
  description: 'A number that a claim states: the words as printed, and the bounds derived from them.',
})

fields(Figure, (t) => ({
  verbatim: t.column('verbatim', { description: 'The words as printed: `at least 39`.', input: true }),
  comparator: t.column('comparator', {
    type: Comparator,
    description: 'How the words bound it.',
    input: {
      description:
        'How the words bound it. Left out, it is read from `verbatim`, with both bounds and the unit.',
    },
    filter: 'Is bounded in one of these ways.',
  }),
  low: t.column('low', {
    type: 'Float',
    nullable: true,
    description: 'The least it can be, in `unit`; null when open.',
    input: {
      description: 'The least it can be, in `unit`; null when open. Give it with a `comparator` alone.',
    },
    filter: 'The least it can be.',
  }),
  high: t.column('high', {
    type: 'Float',
    nullable: true,
    description: 'The most it can be, in `unit`; null when open.',
    input: {
      description: 'The most it can be, in `unit`; null when open. Give it with a `comparator` alone.',
    },
    filter: 'The most it can be.',
  }),
  unit: t.column('unit', {
    nullable: true,
    description: 'Unit or currency; null for a plain count.',
    input: true,
    filter: 'Its unit or currency compares so.',
  }),
  measure: t.column('measure', {
    type: Measure,
    description: 'What it counts.',
    input: true,
    filter: 'Counts one of these.',
  }),
  population: t.column('population', {
    nullable: true,
    description: 'Of whom or what: `civilians`, `U.S. troops`; null when all are meant.',
    input: true,
    filter: 'Of whom or what.',
  }),
}))

import { canonicalUrl, MAX_URL_BYTES } from '../values/canonical-url.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { list, optional, required } from './fields.ts'
import { at, report } from './reading.ts'
import type { Field, Place, Row } from './shape.ts'
import { anyText, MAX_PROSE, position, text } from './values.ts'

/** A body also links to mail addresses, which have no normal form; anything else may run in a reader's browser. */
const url: Field = {
  columns: { url: null, canonical_url: null },
  presence: 'OPTIONAL',
  read: (value, row) => {
    const given = text(MAX_URL_BYTES)(value)
    Object.assign(row, { url: given, canonical_url: /^mailto:/i.test(given) ? null : canonicalUrl(given) })
  },
}

/** The links of a body. Claims cite them, so they keep their ids by position. */
export const links = list(
  'article_link',
  'article_id',
  {
    url,
    text: required('text', anyText(MAX_PROSE)),
    start: optional('starts', position),
    end: optional('ends', position),
  },
  { check: checkSpan, keepsIds: true },
)

function checkSpan({ starts, ends }: Row, place: Place): void {
  if ((starts === null) !== (ends === null)) {
    report(at(place, 'end'), new InvalidValue('INCONSISTENT', 'A span has a start and an end.'))
  } else if (Number(starts) > Number(ends)) {
    report(at(place, 'end'), new InvalidValue('OUT_OF_RANGE', 'A span ends after it starts.'))
  }
}

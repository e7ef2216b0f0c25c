import { GraphQLError, GraphQLScalarType, type GraphQLScalarTypeConfig, Kind } from 'graphql'
import { GraphQLCountryCode, GraphQLJSON, GraphQLLocale, GraphQLURL } from 'graphql-scalars'
import { readEdtf } from '../db/values/edtf.ts'
import { InvalidValue } from '../db/values/invalid-value.ts'
import { checkInstant, checkPlainDate } from '../db/values/plain-date.ts'
import { builder } from './builder.ts'
import { dateTimeJson } from './sql/json.ts'

/**
 * Every scalar is a string on the wire and in the code (but JSON), checked in both directions. One whose texts JSON need
 * not escape is `plain` to the statement that writes them.
 */
const textScalar = (
  name: string,
  description: string,
  check: (text: string) => string,
  more: Partial<GraphQLScalarTypeConfig<string, string>> = {},
) => {
  const parse = (value: unknown) => {
    if (typeof value !== 'string') throw new GraphQLError(`${name} is a string`)
    try {
      return check(value)
    } catch (error) {
      // Of another class, as a check throws it, it would be taken for a defect, and masked.
      throw new GraphQLError(error instanceof InvalidValue ? error.message : `This is no ${name}`)
    }
  }
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: parse,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
    ...more,
  })
}

/** Checks by a scalar of graphql-scalars and keeps the text as it was given. */
const checkedBy = (scalar: GraphQLScalarType) => (text: string) => {
  scalar.parseValue(text)
  return text
}

builder.addScalarType(
  'Date',
  textScalar(
    'Date',
    'Plain date `YYYY-MM-DD`, as printed: no time and no time zone, the same everywhere.',
    checkPlainDate,
    { specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6', extensions: { plain: true } },
  ),
)

builder.addScalarType(
  'DateTime',
  textScalar(
    'DateTime',
    'Instant by RFC 3339. Answers are in UTC to the millisecond, `2024-02-07T18:30:00.000Z`; input may have any offset.',
    (text) => new Date(checkInstant(text)).toISOString(),
    {
      specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
      serialize: String,
      extensions: { json: dateTimeJson, plain: true },
    },
  ),
)

builder.addScalarType(
  'EDTF',
  textScalar(
    'EDTF',
    'Uncertain date or interval by ISO 8601-2 (EDTF): `2024-02-07`, `2024-02-XX`, `2014/2017`, `2024-01~`.',
    (text) => readEdtf(text).edtf,
    { specifiedByURL: 'https://www.loc.gov/standards/datetime/', serialize: String },
  ),
)

builder.addScalarType(
  'URL',
  textScalar('URL', 'Absolute URL (WHATWG), as its source gave it.', checkedBy(GraphQLURL), {
    specifiedByURL: 'https://url.spec.whatwg.org/',
    serialize: String,
  }),
)

builder.addScalarType(
  'Language',
  textScalar('Language', 'Language tag by BCP 47, such as `en` or `fa-IR`.', checkedBy(GraphQLLocale), {
    specifiedByURL: 'https://www.rfc-editor.org/info/bcp47',
    serialize: String,
  }),
)

builder.addScalarType(
  'CountryCode',
  textScalar(
    'CountryCode',
    'Country by ISO 3166-1 alpha-2, in capitals: `IQ`.',
    (text) => {
      if (text !== text.toUpperCase()) throw new GraphQLError('CountryCode is in capital letters')
      return checkedBy(GraphQLCountryCode)(text)
    },
    { specifiedByURL: 'https://www.iso.org/iso-3166-country-codes.html', serialize: String },
  ),
)

builder.addScalarType(
  'Cursor',
  textScalar(
    'Cursor',
    'Place in a list. Opaque: it holds for the same list with the same order and filter, and for nothing else.',
    (text) => text,
    { serialize: String, extensions: { plain: true } },
  ),
)

builder.addScalarType(
  'JSON',
  new GraphQLScalarType({
    ...GraphQLJSON.toConfig(),
    description: 'Any JSON value: here the value of one field before or after a change.',
  }),
)

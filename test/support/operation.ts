import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'

/** The shortest valid operation of a root field: what it requires is given, and nothing is asked but the type. */
export function operationOf(
  kind: 'query' | 'mutation' | 'subscription',
  { name, args, type }: GraphQLField<unknown, unknown>,
): string {
  const given = args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${literalOf(arg.type)}`)
  const selection = isLeafType(getNamedType(type)) ? '' : ' { __typename }'
  return `${kind} { ${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection} }`
}

/** A literal that validates, and that names nothing there is. */
function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType)
  if (isListType(type)) return `[${literalOf(type.ofType)}]`
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? '"x"'
  const fields = Object.values(type.getFields())
  const given = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField)
  return `{ ${given.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`
}

const SCALARS: Record<string, string> = {
  ID: '"Outlet:0"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  Date: '"2024-02-07"',
  DateTime: '"2024-02-07T00:00:00Z"',
  EDTF: '"2024-02-07"',
  URL: '"https://gazette.example/"',
  Language: '"en"',
  CountryCode: '"IQ"',
}

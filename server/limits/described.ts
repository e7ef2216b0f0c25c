import {
  type GraphQLArgument,
  type GraphQLDirective,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  type GraphQLType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSchema,
  isType,
} from 'graphql'

/** What a schema tells of itself. */
type Thing =
  | GraphQLSchema
  | GraphQLType
  | GraphQLDirective
  | GraphQLField<unknown, unknown>
  | GraphQLArgument
  | GraphQLInputField
  | GraphQLEnumValue

/** Things of a schema that are answered in one place, each as often as it is. */
export interface Described {
  total: number
  /** What is answered for a field of theirs; deprecated or not. */
  inside(field: string): Described
}

/** Each of some things once. */
export const describedOf = (schema: GraphQLSchema, things: readonly Thing[]): Described =>
  counted(schema, new Map(things.map((thing) => [thing, 1])))

function counted(schema: GraphQLSchema, times: ReadonlyMap<Thing, number>): Described {
  let total = 0
  for (const count of times.values()) total += count
  // The same is often asked again, under another name.
  const known = new Map<string, Described>()
  return {
    total,
    inside: (field) => {
      const found = known.get(field) ?? counted(schema, stepped(schema, times, field))
      known.set(field, found)
      return found
    },
  }
}

function stepped(
  schema: GraphQLSchema,
  times: ReadonlyMap<Thing, number>,
  field: string,
): Map<Thing, number> {
  const inside = new Map<Thing, number>()
  for (const [thing, count] of times) {
    for (const item of thingsIn(schema, thing, field)) inside.set(item, (inside.get(item) ?? 0) + count)
  }
  return inside
}

/** As the specification names the fields of `__Schema`, `__Type`, `__Directive`, `__Field` and `__InputValue`. */
function thingsIn(schema: GraphQLSchema, thing: Thing, field: string): readonly Thing[] {
  if (isSchema(thing)) return thingsInSchema(thing, field)
  if (isType(thing)) return thingsInType(schema, thing, field)
  if (field === 'args' && 'args' in thing) return thing.args
  return field === 'type' && 'type' in thing ? [thing.type] : []
}

function thingsInSchema(schema: GraphQLSchema, field: string): readonly Thing[] {
  if (field === 'types') return Object.values(schema.getTypeMap())
  if (field === 'directives') return schema.getDirectives()
  const root = ROOTS[field]?.(schema)
  return root ? [root] : []
}

const ROOTS: Readonly<Record<string, (schema: GraphQLSchema) => GraphQLType | null | undefined>> = {
  queryType: (schema) => schema.getQueryType(),
  mutationType: (schema) => schema.getMutationType(),
  subscriptionType: (schema) => schema.getSubscriptionType(),
}

function thingsInType(schema: GraphQLSchema, type: GraphQLType, field: string): readonly Thing[] {
  const hasFields = isObjectType(type) || isInterfaceType(type)
  if (field === 'fields' && hasFields) return Object.values(type.getFields())
  if (field === 'interfaces' && hasFields) return type.getInterfaces()
  if (field === 'possibleTypes' && isAbstractType(type)) return schema.getPossibleTypes(type)
  if (field === 'inputFields' && isInputObjectType(type)) return Object.values(type.getFields())
  if (field === 'enumValues' && isEnumType(type)) return type.getValues()
  return field === 'ofType' && 'ofType' in type ? [type.ofType] : []
}

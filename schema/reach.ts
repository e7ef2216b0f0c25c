import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { ROLES, type Role } from '../db/vocabulary.ts'
import { relatedOf } from './sql/index.ts'

type Field = GraphQLField<unknown, unknown>

/** Where each role is known to be led, so that no type is looked at twice for one. */
export type Reached = Map<Role, Set<object>>

/**
 * Throws where a root field that is for a role leads to what is for a higher one: by what it answers, through whatever lies
 * between; by what it can be filtered by, which tells as much; or by the rows that it is read from. Throws too at a type that does not say who
 * may see it, and at a field with a rule of its own, which nothing would ask about.
 */
export function checkReach(
  schema: GraphQLSchema,
  root: Field,
  path: string,
  role: Role,
  reached: Reached,
): void {
  const seen = reached.get(role) ?? new Set()
  reached.set(role, seen)
  const refuse = (name: string, needed: Role, by: string) => {
    if (ROLES.indexOf(needed) <= ROLES.indexOf(role)) return
    throw new Error(`${name} is for ${needed}, and ${path} leads each ${role} to it: ${by}`)
  }
  const visitFields = (fields: readonly Field[], by: string) => {
    for (const field of fields) {
      const at = `${by}.${field.name}`
      if (field.extensions.access !== undefined)
        throw new Error(`${at} has a rule of its own: rules are of root fields and types`)
      visitField(field, at)
    }
  }
  const visitField = (field: Field, by: string) => {
    for (const { name, type } of field.args) visitInput(type, `${by}(${name})`)
    for (const to of relatedOf(field.extensions)) refuse(`the table ${to.table}`, to.access, by)
    visitOutput(field.type, by)
  }
  const visitOutput = (output: GraphQLOutputType, by: string) => {
    const type = getNamedType(output)
    if (seen.has(type)) return
    seen.add(type)
    if (isInterfaceType(type)) visitFields(Object.values(type.getFields()), type.name)
    if (isAbstractType(type)) for (const one of schema.getPossibleTypes(type)) visitOutput(one, by)
    if (!isObjectType(type)) return
    refuse(type.name, seenBy(type), by)
    visitFields(Object.values(type.getFields()), type.name)
  }
  const visitInput = (input: GraphQLInputType, by: string) => {
    const type = getNamedType(input)
    if (seen.has(type) || !isInputObjectType(type)) return
    seen.add(type)
    // What is compared with a type's rows names who may see those.
    if (type.extensions.access !== undefined) refuse(type.name, seenBy(type), by)
    for (const { name, type: inner } of Object.values(type.getFields()))
      visitInput(inner, `${type.name}.${name}`)
  }
  visitField(root, path)
}

function seenBy({ name, extensions }: { name: string; extensions: Readonly<Record<string, unknown>> }): Role {
  const role = ROLES.find((known) => known === extensions.access)
  if (role) return role
  throw new Error(`${name} does not say who may see it: extensions.access is one of ${ROLES.join(', ')}`)
}

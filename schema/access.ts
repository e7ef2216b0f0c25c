import {
  defaultFieldResolver,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql'
import { ROLES, type Role } from '../db/vocabulary.ts'
import type { Actor, Context } from './context.ts'
import { ForbiddenError, UnauthenticatedError } from './errors.ts'
import { checkReach, type Reached } from './reach.ts'
import { rootFieldsOf } from './root-fields.ts'

/**
 * Puts every root field behind the lowest role that may use it, which its `extensions.access` names. Each type that it leads
 * to names the lowest role that may see it, which is no higher: so nothing below a root field is asked for again. An
 * operation is refused as a whole, before any field of it runs: the first of two mutations must not be done when the
 * second may not. Throws at a root field or type without a rule, and where one leads to what is not for all who may
 * use it, so that nothing is open because its rule was forgotten.
 */
export function guard(schema: GraphQLSchema): GraphQLSchema {
  const reached: Reached = new Map()
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const path = `${root?.name}.${field.name}`
      checkReach(schema, field, path, accessOf(field, path), reached)
      // A subscription is checked once, before it begins; what it is sent afterwards was asked for then.
      if (root === schema.getSubscriptionType()) field.subscribe = guarded(field.subscribe)
      else field.resolve = guarded(field.resolve)
    }
  }
  return schema
}

/** The lowest role that may use a root field. Throws where it names none. */
export function accessOf({ extensions }: Ruled, name: string): Role {
  const role = ROLES.find((known) => known === extensions.access)
  if (role) return role
  throw new Error(`${name} does not say who may use it: extensions.access is one of ${ROLES.join(', ')}`)
}

/** Who makes a change. Not null in a field that the guard lets nobody use without a key. */
export function actorOf({ actor }: Pick<Context, 'actor'>): Actor {
  if (!actor) throw new UnauthenticatedError('MISSING')
  return actor
}

interface Ruled {
  extensions: Readonly<Record<string, unknown>>
}

type Resolver = GraphQLFieldResolver<unknown, Context>

const guarded =
  (resolve: Resolver = defaultFieldResolver): Resolver =>
  (root, args, context, info) => {
    const refusal = refusalOf(rootFieldsOf(info), context)
    if (refusal) throw refusal
    return resolve(root, args, context, info)
  }

/** Why an operation that asks these root fields is refused; null where it is not. */
export function refusalOf(fields: readonly Named[], context: Asking): GraphQLError | null {
  for (const field of fields) {
    const needed = accessOf(field, field.name)
    if (needed === 'READER' && context.publicRead) continue
    if (!context.actor) return new UnauthenticatedError('MISSING')
    if (ROLES.indexOf(context.actor.role) < ROLES.indexOf(needed)) {
      return new ForbiddenError(field.name, needed)
    }
  }
  return null
}

type Named = Ruled & { name: string }
type Asking = Pick<Context, 'actor' | 'publicRead'>

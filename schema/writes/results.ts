import type { ObjectRef } from '@pothos/core'
import { sql } from 'kysely'
import { CONFLICT_CODES } from '../../db/writes/conflict.ts'
import { builder, type Types } from '../builder.ts'
import { nodeTypes } from '../node.ts'
import { Node } from '../relay.ts'
import { type Declared, planOf, type Row, readPlan } from '../sql/index.ts'
import { parameter, type Slot } from '../sql/input.ts'
import { resolveTag } from '../sql/tag.ts'
import { CONFLICT, type Failure, type FieldProblem, MAX_TOLD } from './failure.ts'

const FieldError = builder.objectRef<FieldProblem>('FieldError').implement({
  description: 'What is wrong with one field of an input.',
  extensions: { access: 'EDITOR' },
  fields: (t) => ({
    path: t.stringList({
      description: 'Where it stands, from `input` down: `["input", "figures", "0", "verbatim"]`.',
      resolve: ({ path }) => [...path],
    }),
    code: t.exposeString('code', {
      description:
        'What is wrong, for programs: `REQUIRED`, `TOO_LONG`, `UNKNOWN_REFERENCE`, `BAD_EDTF` and the others that docs/records.md explains.',
    }),
    message: t.exposeString('message', { description: 'What is wrong, for people.' }),
  }),
})

const ErrorInterface = builder.interfaceRef<Failure>('Error').implement({
  description: 'Why a mutation did nothing. All of it was undone.',
  resolveType: resolveTag,
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What went wrong, for people.' }),
    code: t.exposeString('code', { description: 'What went wrong, for programs. Codes do not change.' }),
    path: t.stringList({
      description: 'The field that is to blame, from `input` down; `["input"]` where no single one is.',
      resolve: ({ path }) => [...path],
    }),
  }),
})

const ValidationError = builder.objectRef<Failure>('ValidationError').implement({
  description:
    'Values that cannot be stored. `code` is `VALIDATION_FAILED`. An address or slug that another record has is a ConflictError, told when nothing else is wrong.',
  extensions: { access: 'EDITOR' },
  interfaces: [ErrorInterface],
  fields: (t) => ({
    fields: t.field({
      type: [FieldError],
      description: `Every bad field at once, up to ${MAX_TOLD}; \`message\` says how many there are.`,
      resolve: ({ fields }) => [...fields],
    }),
  }),
})

const NotFoundError = builder.objectRef<Failure>('NotFoundError').implement({
  description: 'There is no record by the id that the input names. `code` is `NOT_FOUND`.',
  extensions: { access: 'EDITOR' },
  interfaces: [ErrorInterface],
})

/** The node in the way, in the variables of the statement that reads it. */
const KIND: Slot = { read: (variables) => variables[CONFLICT.kind] }
const ID: Slot = { read: (variables) => variables[CONFLICT.id] }

const ConflictError = builder.objectRef<Failure>('ConflictError').implement({
  description: `The state of the data forbids it. \`code\` is one of ${CONFLICT_CODES.map((code) => `\`${code}\``).join(', ')}.`,
  extensions: { access: 'EDITOR' },
  interfaces: [ErrorInterface],
  fields: (t) => ({
    conflictsWith: t.field({
      type: Node,
      nullable: true,
      description:
        'The record in the way, as it is now: the one that has gone on, that has the address already, or that the other was merged into. Null where none is.',
      extensions: {
        sql: {
          is: 'variant',
          of: nodeTypes.map((to) => ({
            to,
            join: ({ there }) => ({
              on: sql`${parameter(KIND, 'text')} = ${sql.lit(to.name)} and ${there('id')} = ${parameter(ID, 'bigint')}`,
            }),
          })),
        } satisfies Declared,
      },
      resolve: ({ node }, _args, { database }, info) =>
        node &&
        readPlan(database, planOf(info), {
          ...info.variableValues,
          [CONFLICT.kind]: node.kind,
          [CONFLICT.id]: node.id,
        }),
    }),
  }),
})

/** The union of what a mutation can come to: its payload, or an error that says why nothing was done. */
export const resultType = (name: string, payload: ObjectRef<Types, Row>) =>
  builder.unionType(`${name}Result`, {
    description: `What ${name} came to: its payload, or why nothing was done.`,
    types: [payload, ValidationError, NotFoundError, ConflictError],
    resolveType: resolveTag,
  })

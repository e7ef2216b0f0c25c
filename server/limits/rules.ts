import { type ASTNode, Kind, type ValidationRule } from 'graphql'
import { type Fold, foldSelection } from './fold.ts'
import { LimitError } from './limit-error.ts'
import type { LimitName, Limits } from './limits.ts'

/**
 * The rules that a document is held to before any other: they read it once, and what they let pass is small enough for the
 * rest. Each names the limit that it is about.
 */
export const limitRules = (limits: Limits): readonly ValidationRule[] => [
  limitSelections('depth', limits.depth, DEPTH),
  limitSelections('rootFields', limits.rootFields, ROOT_FIELDS),
  limitSelections('aliases', limits.aliases, ALIASES),
  limitSelections('fields', limits.fields, FIELDS),
  limitDirectives(limits.directives),
  limitFieldDirectives(limits.fieldDirectives),
  limitInputDepth(limits.inputDepth),
  limitLists(limits.list),
]

const sum = (one: number, other: number) => one + other

/** A question about the schema is deep by nature; graphql-js has a rule against those that go in circles. */
const DEPTH: Fold = {
  field: ({ name }, inside) => (name.value.startsWith('__') ? 1 : 1 + inside),
  join: Math.max,
}
const ROOT_FIELDS: Fold = { field: () => 1, join: sum }
const ALIASES: Fold = { field: ({ alias }, inside) => (alias ? 1 : 0) + inside, join: sum }
const FIELDS: Fold = { field: (_node, inside) => 1 + inside, join: sum }

const limitSelections =
  (name: LimitName, most: number, fold: Fold): ValidationRule =>
  (context) => ({
    OperationDefinition: (node) => {
      const count = foldSelection(node.selectionSet, (fragment) => context.getFragment(fragment), fold)
      if (count > most) context.reportError(new LimitError(name, most, { nodes: node }))
    },
  })

const limitDirectives =
  (most: number): ValidationRule =>
  (context) => {
    let count = 0
    return {
      Directive: (node) => {
        count += 1
        if (count === most + 1) context.reportError(new LimitError('directives', most, { nodes: node }))
      },
    }
  }

const limitFieldDirectives =
  (most: number): ValidationRule =>
  (context) => ({
    enter: (node) => {
      if (countDirectives(node) > most) {
        context.reportError(new LimitError('fieldDirectives', most, { nodes: node }))
      }
    },
  })

const countDirectives = (node: ASTNode): number => ('directives' in node ? (node.directives?.length ?? 0) : 0)

const limitInputDepth =
  (most: number): ValidationRule =>
  (context) => {
    let depth = 0
    const level = {
      enter: (node: ASTNode) => {
        depth += 1
        if (depth === most + 1) context.reportError(new LimitError('inputDepth', most, { nodes: node }))
      },
      leave: () => {
        depth -= 1
      },
    }
    return { ListValue: level, ObjectValue: level }
  }

/** What is written has limits of its own, in the record format. */
const limitLists =
  (most: number): ValidationRule =>
  (context) => ({
    OperationDefinition: ({ operation }) => (operation === 'mutation' ? false : undefined),
    [Kind.LIST]: (node) => {
      if (node.values.length > most) context.reportError(new LimitError('list', most, { nodes: node }))
    },
  })

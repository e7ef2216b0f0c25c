import {
  type ASTNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql'
import { type Fold, foldSelection } from './fold.ts'
import { LimitError } from './limit-error.ts'
import { LIMITS, type LimitName, type Limits } from './limits.ts'
import { countRepeats } from './repeats.ts'

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
  limitSizes(limits),
  limitRepeats(limits),
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

/** Nobody writes fragments inside of each other so deep, for each field. */
const STEPS_PER_FIELD = 10

/** Fragments are looked at by themselves where no operation has them: they too are compared. */
const limitRepeats =
  ({ fields, repeats: most }: Limits): ValidationRule =>
  (context) => ({
    Document: ({ definitions }) => {
      const mostSteps = STEPS_PER_FIELD * Math.min(fields, LIMITS.fields.most)
      const reached = new Set<string>()
      const find = (name: string) => {
        reached.add(name)
        return context.getFragment(name)
      }
      const limit = (node: OperationDefinitionNode | FragmentDefinitionNode) => {
        // Refused for that, and not to be written out.
        if (foldSelection(node.selectionSet, find, FIELDS) > fields) return
        if (countRepeats(node.selectionSet, find, { most, mostSteps }) > most) {
          context.reportError(new LimitError('repeats', most, { nodes: node }))
        }
      }
      for (const node of definitions) if (node.kind === Kind.OPERATION_DEFINITION) limit(node)
      for (const node of definitions) {
        if (node.kind === Kind.FRAGMENT_DEFINITION && !reached.has(node.name.value)) limit(node)
      }
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
const limitSizes =
  (limits: Pick<Limits, 'list' | 'inputText'>): ValidationRule =>
  (context) => {
    const limit = (name: keyof typeof limits, size: number, node: ASTNode) => {
      if (size > limits[name]) context.reportError(new LimitError(name, limits[name], { nodes: node }))
    }
    return {
      OperationDefinition: ({ operation }) => (operation === 'mutation' ? false : undefined),
      [Kind.LIST]: (node) => limit('list', node.values.length, node),
      [Kind.STRING]: (node) => limit('inputText', node.value.length, node),
    }
  }

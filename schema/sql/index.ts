/**
 * The compile from a selection to one statement, by its own door. A noun declares its type with `tableType`,
 * its fields, filters and relations with `fields` and `filters`, and its root fields with `lookup` and `list`.
 */
export { asOfArgument } from './as-of.ts'
export { type Declared, relatedOf } from './declared.ts'
export { enumType } from './enum.ts'
export { addFields, fields, filters, inputs, oneField, orders, valueField } from './fields.ts'
export { anyOf, filterInput, manyFilter } from './filter.ts'
export { type AnyJoin, belongsTo, hasMany, type Join, joined, through } from './join.ts'
export { type Operation, planCounts, watchPlans } from './kept.ts'
export { readPlan } from './plan.ts'
export { checkPlans, planOf, resolveRoot } from './resolve.ts'
export { byInput, list, lookup } from './root.ts'
export { collectFields } from './selection.ts'
export { type Row, type TableType, tableType } from './table-type.ts'
export { readText, type TextAnswer, textPlanOf } from './text.ts'

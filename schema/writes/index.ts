/** Mutations, by their own door: a noun declares its own with `mutations`. */
export { mutations } from './nouns.ts'

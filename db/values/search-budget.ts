/** What may still be spent on looking for passages, in characters that are hashed or compared one by one. */
export interface SearchBudget {
  left: number
}

/** Half a second or so. A thousand passages that all moved in an article of 200,000 characters take a quarter of it, in one of 20,000 a fortieth. */
const CHARACTERS = 100_000_000

export const createSearchBudget = (): SearchBudget => ({ left: CHARACTERS })

/** Whether so much was left. Where it was not, nothing is taken: what costs less may still be done. */
export function spend(budget: SearchBudget, characters: number): boolean {
  if (characters > budget.left) return false
  budget.left -= characters
  return true
}

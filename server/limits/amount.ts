/** The variables of a request, as they come. */
export type Variables = Readonly<Record<string, unknown>>

/** A number that is known of the document alone, or only with the variables of a request. */
export type Amount = number | ((variables: Variables) => number)

export const amountFor = (amount: Amount, variables: Variables): number =>
  typeof amount === 'number' ? amount : amount(variables)

/** What is known is added once, and not for each request. */
export function sumOf(amounts: readonly Amount[]): Amount {
  let known = 0
  const others: Exclude<Amount, number>[] = []
  for (const amount of amounts) {
    if (typeof amount === 'number') known += amount
    else others.push(amount)
  }
  if (others.length === 0) return known
  return (variables) => others.reduce((sum, other) => sum + other(variables), known)
}

export function productOf(one: Amount, other: Amount): Amount {
  if (typeof one === 'number' && typeof other === 'number') return one * other
  if (one === 1) return other
  if (other === 1) return one
  return (variables) => amountFor(one, variables) * amountFor(other, variables)
}

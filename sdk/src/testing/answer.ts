/** An error in place of an answer. */
export interface Refusing {
  readonly refused: { readonly code: string; readonly message: string }
}

/** Answers with an error of this code, as the service words its own: `UNAUTHENTICATED`, `BUSY`, `BAD_USER_INPUT` … */
export const refuse = (code: string, message: string = code): Refusing => ({ refused: { code, message } })

/** The answer that a script has for an operation. */
export async function answerAs(said: unknown, operation: string, variables: unknown): Promise<Response> {
  const answer = typeof said === 'function' ? await said(variables) : said
  if (answer === undefined) return errorAs(refuse('NOT_SCRIPTED', `The script says nothing of ${operation}`))
  return isRefusing(answer) ? errorAs(answer) : Response.json({ data: answer })
}

const isRefusing = (answer: unknown): answer is Refusing =>
  typeof answer === 'object' && answer !== null && 'refused' in answer

const errorAs = ({ refused: { code, message } }: Refusing) =>
  Response.json({ errors: [{ message, extensions: { code } }] }, { status: 400 })

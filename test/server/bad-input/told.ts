/** What an answer says is wrong: the codes, and what they are about. Null where it says of nothing that it is. */
export function readTold(text: string): { codes: string[]; about: string[] } | null {
  const { errors, data, code: plain } = JSON.parse(/^data: ({.*)$/m.exec(text)?.[1] ?? text)
  if (Array.isArray(errors)) {
    const extensions = errors.map((error) => error.extensions ?? {})
    return {
      codes: unique(extensions.map(({ code }) => String(code))),
      about: unique(extensions.flatMap(({ argument, limit }) => argument ?? limit ?? [])),
    }
  }
  if (typeof plain === 'string') return { codes: [plain], about: [] }
  const { fields, code, path } = data?.answer ?? {}
  if (Array.isArray(fields)) {
    return {
      codes: unique(fields.map((field) => field.code)),
      about: unique(fields.map((field) => field.path.join('.'))),
    }
  }
  return code === undefined ? null : { codes: [code], about: path === null ? [] : [path?.join('.') ?? ''] }
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]

/** The media types of an answer that is no stream: GraphQL over HTTP's own, and plain JSON. */
const OWN = 'application/graphql-response+json'
const JSON_TYPE = 'application/json'
const UTF_8 = 'charset=utf-8'

/**
 * The `Content-Type` of an answer by the `Accept` header of its request, as Yoga chooses it: the first of the header that
 * is one of the two, whatever its weight. Null where the header asks for neither.
 */
export function mediaTypeFor(accept = '*/*'): string | null {
  for (const range of accept.toLowerCase().replaceAll(/\s/g, '').split(',')) {
    const [type = '', ...parameters] = range.split(';')
    const charset = parameters.find((parameter) => parameter.includes('charset='))
    if (charset !== undefined && charset !== UTF_8) continue
    if (type === OWN) return `${OWN}; ${UTF_8}`
    if ([JSON_TYPE, 'application/*', '*/*'].includes(type)) return `${JSON_TYPE}; ${UTF_8}`
  }
  return null
}

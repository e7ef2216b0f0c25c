import { createServer } from 'node:http'
import { after } from 'node:test'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import type { TokenSettings } from '../../server/tokens/settings.ts'
import { openTokens, type TokenOptions, type Tokens } from '../../server/tokens.ts'

/** A pair of keys: one signs, the other is shown. */
export type SigningKey = Awaited<ReturnType<typeof makeSigningKey>>

/** A new pair, by the name that tokens call it. */
export async function makeSigningKey(kid: string, alg = 'RS256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, alg, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

export const ISSUER = 'https://issuer.example/'
export const AUDIENCE = 'dateline'

/** Who gives out tokens: a real server of its public keys, ended after the file's tests. */
export interface Issuer {
  settings: TokenSettings
  /** What it shows; may be changed. */
  keys: SigningKey[]
  /** How it answers. Default OK. */
  state: 'OK' | 'AWAY' | 'NONSENSE'
  /** How often it was asked. */
  asked: number
}

export async function openIssuer(keys: SigningKey[]): Promise<Issuer> {
  const server = createServer((_request, response) => {
    issuer.asked++
    const text = JSON.stringify({ keys: issuer.keys.map(({ jwk }) => jwk) })
    response.statusCode = issuer.state === 'AWAY' ? 500 : 200
    response.end(issuer.state === 'OK' ? text : text.slice(1))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.closeAllConnections())
  after(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const issuer: Issuer = {
    settings: {
      keys: new URL(`http://127.0.0.1:${port}/jwks`),
      issuer: ISSUER,
      audience: AUDIENCE,
      roleClaim: 'role',
    },
    keys,
    state: 'OK',
    asked: 0,
  }
  return issuer
}

/** Its tokens as a service takes them, and what was warned of. */
export async function openIssuersTokens(
  issuer: Issuer,
  options: Partial<TokenOptions> = {},
): Promise<{ tokens: Tokens; warnings: unknown[] }> {
  const warnings: unknown[] = []
  const onWarning = (error: unknown) => warnings.push(error)
  return { tokens: await openTokens(issuer.settings, { onWarning, ...options }), warnings }
}

export const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds

/** A token of an editor that is good for an hour, unless said otherwise. A claim that is undefined is left out. */
export const makeToken = (
  { kid, alg, privateKey }: Pick<SigningKey, 'kid' | 'alg' | 'privateKey'>,
  claims: JWTPayload = {},
): Promise<string> =>
  new SignJWT({
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'alice',
    role: 'editor',
    exp: secondsFromNow(3_600),
    ...claims,
  })
    .setProtectedHeader({ alg, kid })
    .sign(privateKey)

/** A token as it would be put together by hand. */
export const joinToken = (header: object, claims: object, signature = ''): string =>
  [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
  `.${signature}`

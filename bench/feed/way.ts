/** How entries travel. */
export const WAYS = ['sse', 'websocket'] as const
export type Way = (typeof WAYS)[number]

/** What every subscriber asks for. */
export const SUBSCRIPTION =
  'subscription { entries { cursor previousCursor entry { action node { ... on Outlet { slug name } } } } }'

/** Where servers take subscribers, the bare one too. */
export const PATH = '/graphql'

/** Milliseconds by a clock that all processes of a machine share. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6

import { CloseCode } from 'graphql-ws'

/** Why Dateline closes a WebSocket, beside the codes that the protocol closes it with. The words are 123 bytes at most. */
export const CLOSE = {
  /** The process ends. */
  LEAVING: { code: 1001, reason: 'Going away: connect again, and go on after the last cursor' },
  /** The caller does not read what it asked for. */
  SLOW_READER: {
    code: 1013,
    reason: 'Nothing was read for too long: connect again, and go on after the last cursor',
  },
  /** Whether its key is good cannot be told now. */
  BUSY: { code: 1013, reason: 'The service is busy: try again' },
  NO_KEY: {
    code: CloseCode.Unauthorized,
    reason: 'This needs an API key: authorization, "Bearer dl_…", in connection_init',
  },
  BAD_KEY: { code: CloseCode.Unauthorized, reason: 'The API key is not valid; it is sent as "Bearer dl_…"' },
  KEY_ENDED: { code: CloseCode.Unauthorized, reason: 'The API key is no longer valid' },
  TOKEN_ENDED: { code: CloseCode.Unauthorized, reason: 'The token has expired' },
  /** No message of a client. */
  BAD_MESSAGE: { code: CloseCode.BadRequest, reason: 'Invalid message received' },
  DEFECT: { code: CloseCode.InternalServerError, reason: 'Internal server error' },
} as const satisfies Record<string, Closing>

export interface Closing {
  code: number
  reason: string
}

import type { FaultKind } from '../world.ts'
import { cutSockets } from './cut-sockets.ts'
import { freezePostgres } from './freeze-postgres.ts'
import { freezeReplica } from './freeze-replica.ts'
import { killAll } from './kill-all.ts'
import { killListen } from './kill-listen.ts'
import { killPostgres } from './kill-postgres.ts'
import { killReplica } from './kill-replica.ts'
import { loseAnswer } from './lose-answer.ts'
import { restartPostgres } from './restart-postgres.ts'
import { roll } from './roll.ts'
import { silenceNotify } from './silence-notify.ts'
import { stallReader } from './stall-reader.ts'

/** Every way in which things are broken. */
export const FAULT_KINDS: readonly FaultKind[] = [
  killReplica,
  killAll,
  killPostgres,
  restartPostgres,
  freezeReplica,
  freezePostgres,
  killListen,
  cutSockets,
  stallReader,
  roll,
  loseAnswer,
  silenceNotify,
]

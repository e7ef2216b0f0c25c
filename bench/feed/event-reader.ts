import type { Reader, Talk } from './subscriber.ts'
import { PATH, SUBSCRIPTION } from './way.ts'

const BODY = JSON.stringify({ query: SUBSCRIPTION })
const HELLO = `POST ${PATH} HTTP/1.1\r
host: bench\r
content-type: application/json\r
accept: text/event-stream\r
content-length: ${BODY.length}\r
\r
${BODY}`

const END = Buffer.from('\n\n')
const HEAD_END = Buffer.from('\r\n\r\n')
const BREAK = 10
/** An entry is longer than word of progress by more than this; the sizes of chunks come between events. */
const SLACK_BYTES = 24

/** Reads server-sent events just enough to count them. Chunks of HTTP end where events end, so their sizes are taken for a part of the next. */
export function createEventReader({ begun }: Talk): Reader {
  let isHead = true
  let progressBytes = 0
  let eventBytes = 0
  let endsInBreak = false
  const ended = () => {
    const isEntry = progressBytes > 0 && eventBytes > progressBytes + SLACK_BYTES
    if (progressBytes === 0) {
      progressBytes = eventBytes
      begun()
    }
    eventBytes = 0
    return isEntry ? 1 : 0
  }
  return {
    hello: HELLO,
    read: (bytes) => {
      let from = 0
      if (isHead) {
        const end = bytes.indexOf(HEAD_END)
        if (end < 0) return 0
        isHead = false
        from = end + HEAD_END.length
      }
      let entries = 0
      if (endsInBreak && bytes[0] === BREAK) {
        entries += ended()
        from = 1
      }
      for (let end = bytes.indexOf(END, from); end >= 0; end = bytes.indexOf(END, from)) {
        eventBytes += end - from
        entries += ended()
        from = end + END.length
      }
      eventBytes += bytes.length - from
      endsInBreak = from < bytes.length && bytes[bytes.length - 1] === BREAK
      return entries
    },
  }
}

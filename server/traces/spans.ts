import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { StatementRun } from '../../db/open.ts'
import type { Exchange } from '../exchange.ts'

/** Makes the spans of requests, of the plans that are made for them, and of the statements that they send. */
export interface Traces {
  /** Answers a request inside of a span, which goes on with the trace that `traceparent` names. It ends with the answer; of a stream, when that begins. */
  request(exchange: Exchange, answer: () => Promise<void>): Promise<void>
  /** Does an operation of a WebSocket inside of a span. */
  operation<Result>(attributes: OperationAttributes, work: () => Promise<Result>): Promise<Result>
  /** A statement that has just ended. One that no request has sent is nobody's: the feed is followed all the time. */
  statement(run: StatementRun): void
  /** A plan that has just been made, since then by performance.now(). */
  plan(startMs: number): void
}

interface OperationAttributes {
  kind: string
  name: string | undefined
  requestId: string
}

const SERVER_ERROR = 500

export function createTraces(): Traces {
  const tracer = trace.getTracer('dateline')
  /** A span inside of the one of who asks, where that is recorded and has not ended. */
  const addEnded = (
    name: string,
    startMs: number,
    kind: SpanKind,
    attributes: Attributes,
    error?: unknown,
  ) => {
    if (!trace.getActiveSpan()?.isRecording()) return
    const span = tracer.startSpan(name, { kind, attributes, startTime: startMs })
    if (error) fail(span, error)
    span.end(performance.now())
  }
  return {
    request: (exchange, answer) => {
      const { request, response } = exchange
      const parent = propagation.extract(ROOT_CONTEXT, request.headers)
      const attributes = { 'http.request.method': request.method ?? '', 'url.path': exchange.path }
      const span = tracer.startSpan(nameOf(exchange), { kind: SpanKind.SERVER, attributes }, parent)
      const end = () => {
        if (!span.isRecording()) return
        span.setAttributes(outcomeOf(exchange))
        if (response.statusCode >= SERVER_ERROR) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      }
      response.once('close', end)
      exchange.onStream = end
      return context.with(trace.setSpan(parent, span), answer)
    },
    operation: async ({ kind, name, requestId }, work) => {
      const attributes = { ...operationOf(kind, name), 'dateline.request_id': requestId }
      const options = { kind: SpanKind.SERVER, attributes }
      const span = tracer.startSpan(`graphql ${kind}`, options, ROOT_CONTEXT)
      try {
        return await context.with(trace.setSpan(ROOT_CONTEXT, span), work)
      } catch (error) {
        fail(span, error)
        throw error
      } finally {
        span.end()
      }
    },
    statement: ({ text, startMs, error }) => {
      const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text }
      addEnded(verbOf(text), startMs, SpanKind.CLIENT, attributes, error)
    },
    plan: (startMs) => addEnded('plan', startMs, SpanKind.INTERNAL, {}),
  }
}

/** Names are few: of a path that is a client's word there is only the method. */
const nameOf = ({ request, path }: Exchange): string =>
  PATHS.has(path) ? `${request.method} ${path}` : `${request.method}`

const PATHS = new Set(['/graphql', '/live', '/ready', '/'])

const outcomeOf = ({ id, way, asked, response }: Exchange): Attributes => ({
  'http.response.status_code': response.statusCode,
  'dateline.request_id': id,
  'dateline.way': way,
  ...(asked.kind !== undefined && operationOf(asked.kind, asked.operation)),
  ...(asked.errors?.[0] !== undefined && { 'error.type': asked.errors[0] }),
})

const operationOf = (kind: string, name: string | undefined): Attributes => ({
  'graphql.operation.type': kind,
  ...(name !== undefined && { 'graphql.operation.name': name }),
})

/** Of what PostgreSQL says the code alone: its words may hold what somebody wrote. */
function fail(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  if (error instanceof Error && 'code' in error) span.setAttribute('error.type', String(error.code))
}

const verbOf = (text: string): string => /\w+/.exec(text)?.[0].toUpperCase() ?? 'STATEMENT'

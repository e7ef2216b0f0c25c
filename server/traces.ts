import type { Traces } from './traces/spans.ts'

/** Under which every release 1 of @opentelemetry/api, of whatever package, finds what is registered in the process. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1')

/**
 * What makes spans, where an OpenTelemetry SDK was registered before the start (`node --import`); null without one. Then not even the
 * API is loaded, and nothing asks whether there is anything to trace.
 */
export async function findTraces(): Promise<Traces | null> {
  const registered: unknown = Reflect.get(globalThis, REGISTERED)
  if (typeof registered !== 'object' || registered === null || !('trace' in registered)) return null
  const { createTraces } = await import('./traces/spans.ts')
  return createTraces()
}

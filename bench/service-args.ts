import manifest from '../package.json' with { type: 'json' }

/** What node is given by `npm start`: the service is measured as it comes. */
export const SERVICE_ARGS: readonly string[] = manifest.scripts.start.split(' ').slice(1)

export const EXIT_DONE = 0
export const EXIT_REFUSED = 1
/** As after SIGINT. */
export const EXIT_STOPPED = 130

export type ExitCode = typeof EXIT_DONE | typeof EXIT_REFUSED | typeof EXIT_STOPPED

/** What a check found. `fail`: the service does not run, or not as it promises; `warn`: it runs, and somebody should look. */
export interface Finding {
  check: string
  state: 'ok' | 'warn' | 'fail'
  /** What there is, in words, without secrets and addresses. */
  found: string
  /** What to do; empty where nothing is to be done. */
  advice: string
}

export const ok = (check: string, found: string): Finding => ({ check, state: 'ok', found, advice: '' })

export const warn = (check: string, found: string, advice: string): Finding => ({
  check,
  state: 'warn',
  found,
  advice,
})

export const fail = (check: string, found: string, advice: string): Finding => ({
  check,
  state: 'fail',
  found,
  advice,
})

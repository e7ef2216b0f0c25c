import { execFile } from 'node:child_process'

/** The operating system's user that a program runs as. */
export interface Account {
  uid: number
  gid: number
}

/** What a program needs to run as `account`; undefined stands for the user of this process. */
export function launchOptions(account: Account | undefined) {
  return {
    ...account,
    // A folder that every user can enter: the current one may be closed to the account.
    cwd: '/',
    // Nothing of the server's own environment, which holds secrets, reaches the database.
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  }
}

/** Runs a program to its end. Never throws: `ok` is false when it could not start or reported failure. */
export function run(
  program: string,
  args: string[],
  account?: Account,
): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    execFile(program, args, launchOptions(account), (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim()
      resolve({ ok: !error, output: output || (error?.message ?? '') })
    })
  })
}

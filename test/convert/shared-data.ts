import { existsSync, readFileSync } from 'node:fs'

const folder = new URL('../../../shared/data/', import.meta.url)

/** Whether the real test input stands beside the project. It is not part of it. */
export const sharedData: boolean = existsSync(folder)

/** For `test(name, { skip: skipWithoutSharedData }, …)`: the reason where the input is missing, else false. */
export const skipWithoutSharedData: string | false = sharedData ? false : 'needs ../shared/data'

/** The bytes of one file of `../shared/data`; throws ENOENT where it is missing. */
export const readShared = (name: string): Buffer => readFileSync(new URL(name, folder))

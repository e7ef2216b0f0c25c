/** Lower-case hex. */
export const hex = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** 128 random bits, where `crypto.randomUUID` is not to be had: pages that are not served by HTTPS. */
export const randomKey = (): string => hex(crypto.getRandomValues(new Uint8Array(16)))

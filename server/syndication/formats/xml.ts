/**
 * Text that XML 1.0 can hold: a character that it forbids, and any Unicode text may have, is replaced. One of them would
 * make a reader refuse the whole feed. In what a library has written, so that no field is forgotten.
 */
export const xmlText = (xml: string): string => xml.replaceAll(FORBIDDEN, '\ufffd')

const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

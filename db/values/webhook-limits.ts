/** Characters that the parts of a webhook have at most: the columns of migrations/0017_webhook.ts take no more. */
export const MAX_NAME = 100
export const MAX_URL = 2_000
export const MAX_SELECTION = 20_000

/** How long the secret before a rotation signs too. */
export const OVERLAP_HOURS = 24

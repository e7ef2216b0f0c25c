/** Plans that cost more than the limits of judge.ts allow, up to how much they may, and why that is put up with. */
export const EXCEPTIONS: readonly { cases: RegExp; milliseconds: number; because: string }[] = []

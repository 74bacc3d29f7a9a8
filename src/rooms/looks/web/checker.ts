import type * as Rules from '../rules.ts'

let loaded: typeof Rules | null = null
/** The rules, once they were fetched: they are needed only while somebody writes. */
export const checker = (): typeof Rules | null => loaded
export const loadChecker = async (): Promise<typeof Rules> => (loaded ??= await import('../rules.ts'))

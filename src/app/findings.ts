/** One thing the doctor looked at: well, to be looked at, or wrong, with what to do. */
export interface Finding { readonly level: 'ok' | 'warn' | 'fail'; readonly what: string; readonly found: string; readonly todo?: string }
export const ok = (what: string, found: string): Finding => ({ level: 'ok', what, found });
export const warn = (what: string, found: string, todo: string): Finding => ({ level: 'warn', what, found, todo });
export const fail = (what: string, found: string, todo: string): Finding => ({ level: 'fail', what, found, todo });

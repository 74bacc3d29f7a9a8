import { keep, kept } from '../../core/web/kept.ts'

/** The view somebody looked at last, for returning to the inbox. */
export const lastInboxView = (): string => kept<string>('inbox.view') ?? 'mine'
export const rememberInboxView = (view: string): void => keep('inbox.view', view)

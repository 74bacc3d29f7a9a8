/** The filters of the inbox, as they stand in the address. */
export interface InboxSearch {
  readonly order?: string
}
export const readInboxSearch = (raw: Record<string, unknown>): InboxSearch => (typeof raw['order'] === 'string' ? { order: raw['order'] } : {})

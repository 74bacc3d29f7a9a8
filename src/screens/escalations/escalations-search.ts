/** What of the page is kept in its address. */
export interface EscalationsSearch { readonly view?: 'mine' | 'teams' | 'ended' | 'report'; readonly team?: string }

export function readEscalationsSearch(raw: Record<string, unknown>): EscalationsSearch {
  const view = (['mine', 'teams', 'ended', 'report'] as const).find((one) => one === raw['view'])
  const team = typeof raw['team'] === 'string' && /^[0-9a-f-]{36}$/.test(raw['team']) ? raw['team'] : undefined
  return { ...(view ? { view } : {}), ...(team ? { team } : {}) }
}

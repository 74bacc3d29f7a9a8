/** What the address of the hand-off sheet carries. */
export interface SheetSearch { view?: 'report'; team?: string }

export const readSheetSearch = (raw: Record<string, unknown>): SheetSearch => ({
  ...(raw['view'] === 'report' ? { view: 'report' as const } : {}),
  ...(typeof raw['team'] === 'string' && /^[0-9a-f-]{36}$/.test(raw['team']) ? { team: raw['team'] } : {}),
})

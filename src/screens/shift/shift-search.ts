/** What the address of the shift carries. */
export interface ShiftSearch { view?: 'end' | 'handovers'; team?: string }

export const readShiftSearch = (raw: Record<string, unknown>): ShiftSearch => ({
  ...(raw['view'] === 'end' || raw['view'] === 'handovers' ? { view: raw['view'] } : {}),
  ...(typeof raw['team'] === 'string' && /^[0-9a-f-]{36}$/.test(raw['team']) ? { team: raw['team'] } : {}),
})

/** Which issue of a handover: without one, that which stands. */
export const readIssueSearch = (raw: Record<string, unknown>): { issue?: number } => (Number.isInteger(raw['issue']) && Number(raw['issue']) > 0 ? { issue: Number(raw['issue']) } : {})

/** What the address of the rota carries. */
export interface RotaSearch { team?: string; week?: string }

export const readRotaSearch = (raw: Record<string, unknown>): RotaSearch => ({
  ...(typeof raw['team'] === 'string' && /^[0-9a-f-]{36}$/.test(raw['team']) ? { team: raw['team'] } : {}),
  ...(typeof raw['week'] === 'string' && /^\d{4}-\d\d-\d\d$/.test(raw['week']) && !Number.isNaN(Date.parse(raw['week'])) ? { week: raw['week'] } : {}),
})

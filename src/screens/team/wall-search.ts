/** What the address of the wall carries: one team, and whether it hangs on a wall. */
export interface WallSearch { team?: string; screen?: 'big'; theme?: 'light' }

export const readWallSearch = (raw: Record<string, unknown>): WallSearch => ({
  ...(typeof raw['team'] === 'string' && /^[0-9a-f-]{36}$/.test(raw['team']) ? { team: raw['team'] } : {}),
  ...(raw['screen'] === 'big' ? { screen: 'big' as const } : {}), ...(raw['theme'] === 'light' ? { theme: 'light' as const } : {}),
})

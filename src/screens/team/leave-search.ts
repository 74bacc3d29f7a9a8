/** What the address of leave carries: somebody whose whole list is worked off before they leave for good. */
export interface LeaveSearch { person?: string }

export const readLeaveSearch = (raw: Record<string, unknown>): LeaveSearch => (typeof raw['person'] === 'string' && /^[0-9a-f-]{36}$/.test(raw['person']) ? { person: raw['person'] } : {})

import { room } from '../../../core/web/call.ts'
import type { people } from '../contract.ts'

/** This room's endpoints. */
export const callPeople = room<typeof people>()

import type { Hears } from '../../../core/web/cache.ts'
import { keepAvailability, type Availability } from './availability.ts'

/** What somebody says of themselves is told whole: nothing is asked. */
export const shiftsHear: Hears = (fact) => { if (fact.name === 'shifts.availability-changed') keepAvailability(fact.data as Availability) }

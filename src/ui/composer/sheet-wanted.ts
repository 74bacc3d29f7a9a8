import { store } from '../../core/web/store.ts'

/** Rises each time something asks for the place to write: on a phone its sheet opens. */
export const sheetWanted = store(0)
export const wantSheet = (): void => sheetWanted.set(sheetWanted.get() + 1)

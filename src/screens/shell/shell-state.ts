import { store, useStore } from '../../core/web/store.ts'

const viewsOpen = store(false)
const paletteOpen = store(false)

/** What of the shell other parts may open. */
export const useShell = () => ({
  viewsOpen: useStore(viewsOpen), setViewsOpen: viewsOpen.set,
  paletteOpen: useStore(paletteOpen), setPaletteOpen: paletteOpen.set, openPalette,
})
const openPalette = () => paletteOpen.set(true)
export const openViews = () => viewsOpen.set(true)

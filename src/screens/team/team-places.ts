/** The sides of the team's place, as tabs over each of its pages. One line a page, which `src/app/router.tsx` knows too. */
export const teamPlaces: readonly { readonly id: string; readonly label: string; readonly to: string }[] = [
  { id: 'rota', label: 'Rota', to: '/team/rota' },
  { id: 'wall', label: 'Wall', to: '/team/wall' },
  { id: 'load', label: 'Load', to: '/team/load' },
  { id: 'leave', label: 'Leave', to: '/team/leave' },
]

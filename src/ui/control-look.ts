/** The look every box to write or choose in shares. */
export const controlLook =
  'w-full min-w-0 rounded-md border border-control-line/60 bg-paper px-2.5 text-ui text-ink transition-colors hover:border-control-line ' +
  'focus-visible:border-focus focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus/35 ' +
  'data-[invalid]:border-danger [&:is(input,textarea):read-only]:bg-n-2 disabled:opacity-60 max-sm:text-[16px]'

/** What floats: menus, lists of options, small panels. */
export const popupLook = 'float-motion rounded-lg bg-raised p-1 shadow-float outline-none'

/** One line in what floats. */
export const optionLook =
  'flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-ui text-ink outline-none select-none data-[highlighted]:bg-pressed data-[disabled]:text-muted data-[disabled]:opacity-60 max-sm:min-h-11'

export type Theme = 'system' | 'light' | 'dark'

const place = 'baton.theme'

/** The theme this browser has chosen. */
export function chosenTheme(): Theme {
  const theme = localStorage.getItem(place)
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Chooses a theme for this browser and shows it at once. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    localStorage.removeItem(place)
    delete document.documentElement.dataset['theme']
  } else {
    localStorage.setItem(place, theme)
    document.documentElement.dataset['theme'] = theme
  }
}

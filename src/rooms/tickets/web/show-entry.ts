import { useNavigate } from '@tanstack/react-router'

/** Goes to where an entry stands in the conversation that is open, fetching what is earlier where it must, and marks it. */
export function useShowEntry(): (id: string) => void {
  const navigate = useNavigate()
  return (id) => {
    const there = document.getElementById(`entry-${id}`)
    if (!there) return void navigate({ to: '.', hash: `entry-${id}`, search: true, replace: true } as never)
    there.scrollIntoView({ block: 'center', behavior: 'smooth' })
    there.classList.remove('soft-mark')
    requestAnimationFrame(() => there.classList.add('soft-mark'))
  }
}

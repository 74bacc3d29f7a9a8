import { StrictMode, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { LiveRegion } from '../live-region.tsx'
import { ToastStack } from '../toasts.tsx'
import { TooltipProvider } from '../tooltip.tsx'
import { ControlScene } from './control-scene.tsx'
import { DeskScene } from './desk-scene.tsx'
import { FloatScene } from './float-scene.tsx'
import { PageScene } from './page-scene.tsx'
import { SignScene } from './sign-scene.tsx'

const scenes = { desk: DeskScene, controls: ControlScene, signs: SignScene, floats: FloatScene, page: PageScene }

/** Every component in every state; the scene is chosen by the hash. */
function Gallery() {
  const hash = useSyncExternalStore((listener) => (addEventListener('hashchange', listener), () => removeEventListener('hashchange', listener)), () => location.hash.slice(1))
  const Scene = scenes[hash.split('/')[0] as keyof typeof scenes] ?? DeskScene
  return (
    <TooltipProvider>
      <Scene key={hash} part={hash.split('/')[1] ?? ''} />
      <ToastStack />
      <LiveRegion />
    </TooltipProvider>
  )
}

createRoot(document.getElementById('root')!).render(<StrictMode><Gallery /></StrictMode>)

import { Toast } from '@base-ui/react/toast'
import { Check, CircleAlert, X } from 'lucide-react'
import { classNames } from './class-names.ts'
import { CountdownRing } from './countdown-ring.tsx'
import { toastManager, type ToastDetails } from './toast-store.ts'

/** The stack itself; one at the root of the page. */
export function ToastStack() {
  return (
    <Toast.Provider toastManager={toastManager} limit={3} timeout={5000}>
      <Toast.Portal>
        <Toast.Viewport data-chrome className="fixed bottom-4 left-1/2 z-50 flex w-[min(420px,calc(100vw-32px))] -translate-x-1/2 flex-col gap-2 outline-none max-sm:bottom-[calc(72px+env(safe-area-inset-bottom))]">
          <Lines />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function Lines() {
  const manager = Toast.useToastManager<ToastDetails>()
  return manager.toasts.map((toast) => {
    const bad = toast.data?.tone === 'bad'
    return (
      <Toast.Root
        key={toast.id} toast={toast} swipeDirection={['down', 'right']}
        className={classNames('group transition-[opacity,translate] duration-(--calm) select-none data-[ending-style]:translate-y-1 data-[ending-style]:opacity-0 data-[limited]:hidden data-[starting-style]:translate-y-2 data-[starting-style]:opacity-0')}
      >
        <Toast.Content className="flex min-h-10 items-center gap-2.5 rounded-lg bg-n-12 py-1 pr-1 pl-3 text-ui text-n-1 shadow-float">
          {toast.data?.undo ? <CountdownRing key={toast.updateKey} seconds={(toast.timeout ?? 10_000) / 1000} /> : bad ? <CircleAlert aria-hidden size={15} /> : <Check aria-hidden size={15} />}
          <div className="min-w-0 flex-1 py-1.5">
            <Toast.Title className="font-normal">{toast.title}</Toast.Title>
            {toast.description && <Toast.Description className="text-meta opacity-75">{toast.description}</Toast.Description>}
          </div>
          {toast.actionProps && <Toast.Action className="h-8 rounded-md px-2.5 font-semibold outline-offset-0 hover:bg-n-1/12" />}
          <Toast.Close aria-label="Dismiss" className="grid size-8 place-items-center rounded-md opacity-70 hover:bg-n-1/12 hover:opacity-100"><X aria-hidden size={14} /></Toast.Close>
        </Toast.Content>
      </Toast.Root>
    )
  })
}

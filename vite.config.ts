import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env['BATON_DEV_SERVER'] ?? 'http://localhost:3000'

/** The workspace in the browser. No inline scripts, so that it runs under a strict content security policy. Tests take nothing from here. */
export default defineConfig(process.env['VITEST'] ? {} : {
  root: at('./src/app'),
  publicDir: at('./src/app/public'),
  plugins: [react(), tailwind()],
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 300,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // The first screen must not carry the editor: what both need stands apart, and no group draws in what it depends on.
          includeDependenciesRecursively: false,
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'base', test: /node_modules[\\/](@floating-ui|use-sync-external-store|tabbable|reselect)[\\/]/, priority: 3 },
            { name: 'editor', test: /node_modules[\\/](@tiptap|prosemirror-[a-z]+|linkifyjs|orderedmap|rope-sequence|w3c-keyname)[\\/]/, priority: 2 },
            { name: 'router', test: /node_modules[\\/]@tanstack[\\/](react-)?(router|query|store|history)/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    // 'null' is the frame a mail is shown in: it may only fetch our typeface.
    cors: { origin: [/^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/, 'null'] },
    proxy: {
      // The host stays as the browser asked for it: writes from another origin are refused.
      '/api': { target: server },
      '/files': { target: server },
      '/live': { target: server, ws: true },
    },
  },
})

import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'

// Domestic terminals carry Chromium 90; tsconfig's `lib` and tools/budget.mjs keep newer calls out of the code.
const FLOOR = 'chrome90'

/** MapLibre calls two things that are newer than the floor; arrays are all that it asks for their last. */
const older = () => ({
  name: 'older-maplibre',
  transform: (code: string, id: string) =>
    /maplibre-gl-csp/.test(id) ? code.replace(/Object\.hasOwn\(/g, 'Object.prototype.hasOwnProperty.call(').replace(/\.at\(-1\)/g, '.slice(-1)[0]') : null,
})

export default defineConfig({
  // This build takes its worker from a file: the content security policy lets no page make one out of text.
  resolve: { alias: [{ find: /^maplibre-gl$/, replacement: 'maplibre-gl/dist/maplibre-gl-csp.js' }] },
  worker: { plugins: () => [older()] },
  plugins: [older(), vue(), Components({ dirs: [], dts: 'components.d.ts', resolvers: [ElementPlusResolver()] })],
  // Two entries: the desk, and the citizens' portal, which shares nothing with it but Vue.
  build: { rollupOptions: { input: ['index.html', 'portal.html'] }, target: FLOOR, cssTarget: FLOOR, manifest: true, chunkSizeWarningLimit: 700, reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})

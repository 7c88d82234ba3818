import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'

// Domestic terminals carry Chromium 90; tsconfig's `lib` and tools/budget.mjs keep newer calls out of the code.
const FLOOR = 'chrome90'

export default defineConfig({
  plugins: [vue(), Components({ dirs: [], dts: 'components.d.ts', resolvers: [ElementPlusResolver()] })],
  build: { target: FLOOR, cssTarget: FLOOR, manifest: true, chunkSizeWarningLimit: 700, reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})

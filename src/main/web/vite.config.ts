import { defineConfig } from 'vite';
import vue from '@vitejs/plugin-vue';

const server = 'http://localhost:8080';

export default defineConfig({
  plugins: [vue()],
  // the sources never name a host: every address is relative to the page
  base: './',
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    // where Spring finds the pages, in the jar as well as under mvn spring-boot:run
    outDir: '../../../target/classes/static',
    emptyOutDir: true,
    target: 'es2022',
    // an inlined picture or script would need a wider content security policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/login', '/logout', '/camunda'].map((path) => [path, { target: server }]),
    ),
  },
});

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (lib: string) =>
  fileURLToPath(new URL(`../../libs/${lib}/src/index.ts`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      '@headroom/models': source('models'),
      '@headroom/planner-core': source('planner-core'),
    },
  },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['src/**/*.spec.ts'],
    // Spawning the built command line on a busy machine takes its time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

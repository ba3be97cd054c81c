import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@headroom/models': fileURLToPath(new URL('../models/src/index.ts', import.meta.url)),
      '@headroom/planner-core': fileURLToPath(
        new URL('../planner-core/src/index.ts', import.meta.url),
      ),
    },
  },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['src/**/*.spec.ts'],
    setupFiles: ['src/testing/steady-laws.ts'],
    // Whole plans are made here; a busy machine takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

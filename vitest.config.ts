// What `npm test` runs: everything under test/ but the suites that need root or real components.
import { defineConfig } from 'vitest/config';

/** As the build does: a script of PowerShell is its text. */
const scriptsAsText = {
  name: 'scripts-as-text',
  transform: (code: string, id: string) =>
    id.endsWith('.ps1') ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined,
};

export default defineConfig({
  plugins: [scriptsAsText],
  test: {
    include: ['test/{unit,integration,platform,architecture}/**/*.test.ts'],
    exclude: ['dist/**', 'node_modules/**'],
    // The default leaves one processor free, which is half of a small machine; much of a suite waits for programs.
    maxWorkers: '100%',
    testTimeout: 10_000,
    hookTimeout: 20_000,
    passWithNoTests: false,
    // What a passing test prints is noise: the authorization server warns of the runtime and of test keys.
    silent: 'passed-only',
    restoreMocks: true,
    unstubEnvs: true,
  },
});

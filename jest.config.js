// `npm test` runs the tests of both packages. Arguments are passed to jest: `npm test -- test/http`, `npm test -- toolkit/test/model`.
module.exports = {
  projects: ['<rootDir>/test', '<rootDir>/toolkit'],
  // `--coverage` measures only the library, because apps do not run the toolkit.
  collectCoverageFrom: ['lib/**/*.ts', '!lib/**/*.d.ts', '!lib/**/index.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'lcovonly', 'json-summary'],
  coverageThreshold: { global: { branches: 97 } },
};

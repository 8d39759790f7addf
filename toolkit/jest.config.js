// Tests run the TypeScript sources: each file transpiled on its own, type-checked by `npm run lint` of the root.
module.exports = {
  displayName: 'toolkit',
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/../examples/bookstore/typescript'],
  testMatch: ['**/*.test.ts'],
  // jsii compiles the library in place, so lib/x.js may be beside lib/x.ts: the source wins.
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  // Examples import both packages by name.
  moduleNameMapper: {
    '^cdk-apigatewayv2-toolkit/local$': '<rootDir>/src/gateway/index.ts',
    '^cdk-apigatewayv2(/.+)?$': '<rootDir>/../lib$1/index.ts',
  },
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.jest.json' }] },
};

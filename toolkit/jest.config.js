// Tests run the TypeScript sources. Jest transpiles each file separately, and `npm run lint` of the root checks the
// types.
module.exports = {
  displayName: 'toolkit',
  testEnvironment: 'node',
  roots: [
    '<rootDir>/test',
    '<rootDir>/../examples/bookstore/typescript',
    '<rootDir>/../examples/chat/typescript',
    '<rootDir>/../examples/websocket-services/typescript',
  ],
  testMatch: ['**/*.test.ts'],
  // jsii compiles the library in place, so lib/x.js can exist next to lib/x.ts. Jest loads lib/x.ts, because `ts` comes
  // first in this list.
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  // The examples import both packages by name.
  moduleNameMapper: {
    '^cdk-apigatewayv2-toolkit/local$': '<rootDir>/src/gateway/index.ts',
    '^cdk-apigatewayv2(/.+)?$': '<rootDir>/../lib$1/index.ts',
  },
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.jest.json' }] },
};

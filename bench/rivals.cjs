// Apps for the tools that the benchmarks compare with the local gateway. Each app is in a
// separate folder and contains the same two handlers.
'use strict';
const { mkdirSync, symlinkSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * Creates an app for each tool (`serverless`, `architect`) whose folder is in `installed`. For each app, returns the
 * command, the port and the file of the handler `hello`.
 */
exports.rivalsIn = function (folder, installed, { hello, bye }) {
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const rivals = [];
  const add = (name, program, args, rival) => {
    symlinkSync(join(installed[name], 'node_modules'), join(folder, name, 'node_modules'));
    const handler = join(folder, name, rival.handler);
    rivals.push({ ...rival, args: [`node_modules/${program}`, ...args], cwd: join(folder, name), handler });
  };
  if (installed.serverless) {
    write('serverless/hello.js', hello);
    write('serverless/bye.js', bye);
    write(
      'serverless/serverless.yml',
      `service: bench
frameworkVersion: '3'
provider: { name: aws, runtime: nodejs20.x, region: us-east-1 }
plugins: [serverless-offline]
custom: { serverless-offline: { noPrependStageInUrl: true, httpPort: 4123, lambdaPort: 4124 } }
functions:
  hello: { handler: hello.handler, events: [{ httpApi: { path: /hello, method: get } }] }
  bye: { handler: bye.handler, events: [{ httpApi: { path: '/bye/{id}', method: get } }] }
`,
    );
    const rival = { name: 'serverless-offline', port: 4123, handler: 'hello.js' };
    add('serverless', 'serverless/bin/serverless.js', ['offline'], rival);
  }
  if (installed.architect) {
    write('architect/app.arc', '@app\nbench\n\n@http\nget /hello\nget /bye/:id\n');
    write('architect/src/http/get-hello/index.js', hello);
    write('architect/src/http/get-bye-000id/index.js', bye);
    const rival = { name: 'arc sandbox', port: 4133, handler: 'src/http/get-hello/index.js' };
    add('architect', '@architect/sandbox/src/cli/cli.js', ['--port', '4133'], rival);
  }
  return rivals;
};

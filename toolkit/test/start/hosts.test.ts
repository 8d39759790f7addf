import { hostnameOf, isLoopback, isOwnHost } from '../../src/start/hosts';

test.each([
  ['localhost:3000', 'localhost'],
  ['LocalHost', 'localhost'],
  ['api.example.com.:80', 'api.example.com'],
  ['[::1]:3000', '::1'],
  ['127.0.0.1:', '127.0.0.1'],
])('the host name of the header %s is %s', (header, name) => {
  expect(hostnameOf(header)).toBe(name);
});

test.each(['localhost', 'shop.localhost:3000', '127.0.0.1:3000', '192.168.0.7', '[::1]:3000', 'Dev.Example:3000'])(
  'the host %s belongs to the server',
  (host) => {
    expect(isOwnHost(host, 'dev.example')).toBe(true);
  },
);

test.each(['attacker.example', 'localhost.attacker.example', '127.0.0.1.attacker.example', 'notlocalhost'])(
  'the host %s does not belong to the server, since an attacker can register the name',
  (host) => {
    expect(isOwnHost(host, '127.0.0.1')).toBe(false);
  },
);

test('only this computer can connect to a loopback address', () => {
  expect(['localhost', '::1', '127.0.0.1', '127.1.2.3'].filter(isLoopback)).toHaveLength(4);
  expect(['0.0.0.0', '::', '192.168.0.7', '10.127.0.1'].filter(isLoopback)).toEqual([]);
});

import { ToolkitError } from '../model/errors';
import type { ApiModel } from '../model/types';
import { isUnresolved } from '../model/values';
import type { Values } from './contracts';
import { serviceSubtypes } from './integrations/service-parameters';
import type { ServiceStubsOption } from './integrations/service-calls';
import { enforceMembers, enforceObject, isPlainObject, kindOf } from './input';
import { find, isNamed, pathOf } from './names';
import type { LocalGatewayOptions } from './options';
import type { EnvironmentOption } from './values';

/**
 * The options of a gateway, with the type of each option: `switch` for a boolean, `clock` for a clock, or an example
 * for an object.
 */
const known: Readonly<Record<keyof LocalGatewayOptions, string>> = {
  clock: 'clock',
  enforceRoles: 'switch',
  environment: "{ Orders: { TABLE: 'orders' } }",
  fetchIssuerKeys: 'switch',
  functions: '{ Orders: async (event) => … }',
  serviceStubs: "{ 'SQS-SendMessage': (call) => ({ status: 400 }) }",
  targets: "{ 'https://books.example.com': 'http://localhost:3000' }",
  throttle: 'switch',
  truststores: "{ 'api.example.com': readFileSync('truststore.pem', 'utf8') }",
};

/** Throws a `ToolkitError` if an option does not exist or its value has the wrong type. */
export function enforceOptionTypes(options: LocalGatewayOptions): void {
  enforceObject(
    options,
    'The parameter `options` of LocalGateway',
    'WrongOption',
    '{ functions: { Orders: async (event) => … } }',
  );
  enforceMembers(options, Object.keys(known), 'LocalGateway');
  for (const [name, example] of Object.entries(known)) {
    const value = options[name as keyof LocalGatewayOptions] as unknown;
    if (value === undefined) continue;
    const what = `The option \`${name}\``;
    if (example === 'switch') {
      if (typeof value !== 'boolean')
        throw new ToolkitError('WrongOption', `${what} is ${kindOf(value)}. Pass true or false.`);
    } else if (example === 'clock') {
      const { now, after } = (value ?? {}) as Partial<Record<string, unknown>>;
      if (typeof now !== 'function' || typeof after !== 'function')
        throw new ToolkitError('WrongOption', `${what} is ${kindOf(value)}. Pass a clock such as new ManualClock().`);
    } else enforceObject(value, what, 'WrongOption', example);
  }
}

/**
 * Throws a `ToolkitError` if an option contains the name of an element that is not part of the app, because the option
 * would have no effect.
 */
export function enforceOptions(options: LocalGatewayOptions, model: ApiModel, values: Values): void {
  enforceEnvironment(options.environment ?? {}, model, values);
  enforceStubs(options.serviceStubs ?? {}, model);
}

function enforceEnvironment(environment: EnvironmentOption, { functions }: ApiModel, values: Values): void {
  for (const [name, value] of Object.entries(environment)) {
    if (isPlainObject(value)) {
      for (const [variable, text] of Object.entries(value)) enforceText(text, `${variable} of ${name}`);
      const isOwnName = functions.some((fn) => values.functionName(fn) === name);
      // `find` throws an error that lists the functions of the app.
      if (!isOwnName && !functions.some((fn) => isNamed(fn, name))) find(functions, name, 'function');
      continue;
    }
    enforceText(value, name);
    const uses = functions.some(({ environment: own }) => isUnresolved(own) || name in own);
    if (uses) continue;
    throw new ToolkitError(
      'UnknownVariable',
      `The option \`environment\` contains ${name}, but no function has this environment variable. To add a variable, specify the function: { Orders: { ${name}: '…' } }. Functions: ${functions.map(pathOf).join(', ') || 'none'}.`,
    );
  }
}

function enforceText(value: unknown, name: string): void {
  if (typeof value === 'string') return;
  const problem = `The value of ${name} in the option \`environment\` is ${kindOf(value)}. Pass a string.`;
  throw new ToolkitError('WrongVariable', problem);
}

function enforceStubs(stubs: ServiceStubsOption, { apis }: ApiModel): void {
  const integrations = apis
    .flatMap((api) => api.integrations)
    .filter(({ subtype, target }) => subtype !== undefined || target.kind === 'service');
  for (const [name, stub] of Object.entries(stubs)) {
    if (typeof stub !== 'function') {
      throw new ToolkitError(
        'WrongStub',
        `The value of ${name} in the option \`serviceStubs\` is ${kindOf(stub)}. Pass a function that returns the response.`,
      );
    }
    if (serviceSubtypes.includes(name) || integrations.some((integration) => isNamed(integration, name))) continue;
    // The name of a stub for WebSocket APIs consists of a service and an action, such as `dynamodb:PutItem`.
    const [service, action] = name.split(':');
    if (action && integrations.some(({ target }) => target.kind === 'service' && target.service === service)) continue;
    throw new ToolkitError(
      'UnknownStub',
      `The option \`serviceStubs\` contains ${name}, which is neither a service integration nor an integration subtype. Integrations: ${integrations.map(pathOf).join(', ') || 'none'}. Subtypes: ${serviceSubtypes.join(', ')}.`,
    );
  }
}
